BEGIN TRANSACTION;
CREATE TABLE account (
	id INTEGER NOT NULL, 
	sign_in VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	password_hash VARCHAR, 
	subject VARCHAR, 
	created_at DATETIME NOT NULL, 
	ended_at DATETIME, 
	CONSTRAINT pk_account PRIMARY KEY (id), 
	CONSTRAINT uq_account_sign_in UNIQUE (sign_in), 
	CONSTRAINT uq_account_subject UNIQUE (subject)
);
CREATE TABLE action (
	id INTEGER NOT NULL, 
	workshop_id INTEGER NOT NULL, 
	indicator VARCHAR NOT NULL, 
	what VARCHAR NOT NULL, 
	department_id INTEGER NOT NULL, 
	by_when DATE, 
	cost VARCHAR, 
	state VARCHAR NOT NULL, 
	note VARCHAR NOT NULL, 
	made_at DATETIME NOT NULL, 
	changed_at DATETIME NOT NULL, 
	vote_closed_at DATETIME, 
	vote_people INTEGER, 
	vote_points FLOAT, 
	CONSTRAINT pk_action PRIMARY KEY (id), 
	CHECK (cost IN ('low', 'medium', 'high')), 
	CHECK (state IN ('open', 'under way', 'done', 'dropped')), 
	CHECK ((vote_closed_at IS NULL AND vote_people IS NULL AND vote_points IS NULL) OR (vote_closed_at IS NOT NULL AND vote_people IS NOT NULL AND vote_people >= 0 AND (vote_points IS NULL OR vote_points BETWEEN 0 AND vote_people))), 
	CONSTRAINT fk_action_department_id FOREIGN KEY(department_id) REFERENCES department (id), 
	CONSTRAINT fk_action_workshop_id FOREIGN KEY(workshop_id) REFERENCES workshop (id) ON DELETE CASCADE
);
CREATE TABLE agreed_level (
	workshop_id INTEGER NOT NULL, 
	indicator VARCHAR NOT NULL, 
	outcome VARCHAR NOT NULL, 
	level INTEGER, 
	number FLOAT, 
	reason VARCHAR NOT NULL, 
	agreed_at DATETIME NOT NULL, 
	CONSTRAINT pk_agreed_level PRIMARY KEY (workshop_id, indicator), 
	CHECK ((outcome = 'level' AND level IS NOT NULL AND level >= 0 AND number IS NULL) OR (outcome = 'number' AND number IS NOT NULL AND level IS NULL) OR (outcome IN ('na', 'both') AND level IS NULL AND number IS NULL)), 
	CONSTRAINT fk_agreed_level_workshop_id FOREIGN KEY(workshop_id) REFERENCES workshop (id) ON DELETE CASCADE
);
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0017');
CREATE TABLE before_import (
	state VARCHAR NOT NULL, 
	level INTEGER, 
	number FLOAT, 
	comment VARCHAR NOT NULL, 
	evidence VARCHAR NOT NULL, 
	confidence VARCHAR, 
	language VARCHAR, 
	saved_at DATETIME NOT NULL, 
	counter INTEGER DEFAULT '0' NOT NULL, 
	comment_counter INTEGER DEFAULT '0' NOT NULL, 
	import_id INTEGER NOT NULL, 
	participant_id INTEGER NOT NULL, 
	indicator VARCHAR NOT NULL, 
	stood BOOLEAN NOT NULL, 
	written INTEGER NOT NULL, 
	comment_written INTEGER NOT NULL, 
	CONSTRAINT pk_before_import PRIMARY KEY (import_id, participant_id, indicator), 
	CHECK ((state = 'level' AND level IS NOT NULL AND level >= 0 AND number IS NULL) OR (state = 'number' AND number IS NOT NULL AND level IS NULL) OR (state IN ('na', 'dk', 'blank') AND level IS NULL AND number IS NULL)), 
	CONSTRAINT fk_before_import_import_id FOREIGN KEY(import_id) REFERENCES card_import (id) ON DELETE CASCADE, 
	CONSTRAINT fk_before_import_participant_id FOREIGN KEY(participant_id) REFERENCES participant (id) ON DELETE CASCADE
);
CREATE TABLE card_import (
	id INTEGER NOT NULL, 
	round_id INTEGER NOT NULL, 
	made_at DATETIME NOT NULL, 
	undone_at DATETIME, 
	cards INTEGER NOT NULL, 
	answers INTEGER NOT NULL, 
	joined JSON NOT NULL, 
	departments JSON NOT NULL, 
	number VARCHAR NOT NULL, 
	CONSTRAINT pk_card_import PRIMARY KEY (id), 
	CONSTRAINT fk_card_import_round_id FOREIGN KEY(round_id) REFERENCES round (id) ON DELETE CASCADE
);
CREATE TABLE city (
	id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	country VARCHAR NOT NULL, 
	population INTEGER, 
	coast BOOLEAN NOT NULL, 
	hazards JSON NOT NULL, 
	invented BOOLEAN NOT NULL, income VARCHAR CHECK (income IN ('low', 'lower-middle', 'upper-middle', 'high')), latitude FLOAT CHECK (latitude BETWEEN -90 AND 90), longitude FLOAT CHECK (longitude BETWEEN -180 AND 180), 
	CONSTRAINT pk_city PRIMARY KEY (id), 
	CHECK (population > 0), 
	CONSTRAINT uq_city_name_country UNIQUE (name, country)
);
INSERT INTO "city" VALUES(1,'Cascais','Portugal',214000,1,'["flood", "heat"]',0,NULL,NULL,NULL);
CREATE TABLE closing (
	id INTEGER NOT NULL, 
	workshop_id INTEGER NOT NULL, 
	signed_by VARCHAR NOT NULL, 
	closed_at DATETIME NOT NULL, 
	method_version VARCHAR NOT NULL, 
	reopened_at DATETIME, 
	reason VARCHAR NOT NULL, 
	CONSTRAINT pk_closing PRIMARY KEY (id), 
	CHECK ((reopened_at IS NULL) = (reason = '')), 
	CONSTRAINT fk_closing_workshop_id FOREIGN KEY(workshop_id) REFERENCES workshop (id) ON DELETE CASCADE
);
CREATE TABLE coordinator_link (
	id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	nonce VARCHAR NOT NULL, 
	token_hash VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	revoked_at DATETIME, 
	CONSTRAINT pk_coordinator_link PRIMARY KEY (id), 
	CONSTRAINT uq_coordinator_link_nonce UNIQUE (nonce), 
	CONSTRAINT uq_coordinator_link_token_hash UNIQUE (token_hash)
);
CREATE TABLE delivery (
	participant_id INTEGER NOT NULL, 
	sent_id VARCHAR NOT NULL, 
	round_id INTEGER NOT NULL, 
	stands BOOLEAN NOT NULL, 
	CONSTRAINT pk_delivery PRIMARY KEY (participant_id, sent_id), 
	CONSTRAINT fk_delivery_participant_id FOREIGN KEY(participant_id) REFERENCES participant (id) ON DELETE CASCADE, 
	CONSTRAINT fk_delivery_round_id FOREIGN KEY(round_id) REFERENCES round (id) ON DELETE CASCADE
);
CREATE TABLE department (
	id INTEGER NOT NULL, 
	workshop_id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	expected INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	unit_id INTEGER, came BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_department PRIMARY KEY (id), 
	CHECK (expected >= 0), 
	CONSTRAINT fk_department_unit_id FOREIGN KEY(unit_id) REFERENCES unit (id) ON DELETE SET NULL, 
	CONSTRAINT fk_department_workshop_id FOREIGN KEY(workshop_id) REFERENCES workshop (id) ON DELETE CASCADE, 
	CONSTRAINT uq_department_workshop_id_name UNIQUE (workshop_id, name)
);
INSERT INTO "department" VALUES(1,1,'Water',5,0,NULL,0);
INSERT INTO "department" VALUES(2,1,'Power',5,1,NULL,0);
INSERT INTO "department" VALUES(3,1,'Roads',5,2,NULL,0);
INSERT INTO "department" VALUES(4,1,'Mixed tables',0,3,NULL,0);
CREATE TABLE feasibility (
	participant_id INTEGER NOT NULL, 
	action_id INTEGER NOT NULL, 
	value FLOAT NOT NULL, 
	CONSTRAINT pk_feasibility PRIMARY KEY (participant_id, action_id), 
	CHECK (value IN (0, 0.5, 1)), 
	CONSTRAINT fk_feasibility_action_id FOREIGN KEY(action_id) REFERENCES action (id) ON DELETE CASCADE, 
	CONSTRAINT fk_feasibility_participant_id FOREIGN KEY(participant_id) REFERENCES participant (id) ON DELETE CASCADE
);
CREATE TABLE framework_copy (
	sha256 VARCHAR NOT NULL, 
	framework VARCHAR NOT NULL, 
	version VARCHAR NOT NULL, 
	source JSON NOT NULL, offered_at DATETIME, 
	CONSTRAINT pk_framework_copy PRIMARY KEY (sha256)
);
INSERT INTO "framework_copy" VALUES('6f5b6d2c04f753dfe8bdfef19d51cde7495148cf5f42894b86e5087c54a43e8f','two-themes','1','{"framework.yaml": "id: two-themes\nversion: \"1\"\nlicence: CC0-1.0\npublisher: Test\nscale: {levels: 5}\nthemes:\n  - code: WAT\n    indicators:\n      - {code: W1, tier: quick}\n      - {code: W2}\n  - code: PWR\n    indicators:\n      - {code: P1, tier: quick}\n      - {code: P2, scale: {worst: 10, best: 0, unit: hours, clip: false}}\n", "text.en.yaml": "language: en\ntitle: Two themes\nthemes:\n  WAT: {title: Water}\n  PWR: {title: Power}\nindicators:\n  W1: {title: Drains, question: Do they hold?, levels: [No., Rarely., Half., Mostly., Yes.]}\n  W2: {title: Dikes, question: Do they hold?, levels: [No., Rarely., Half., Mostly., Yes.]}\n  P1: {title: Grid, question: Does it hold?, levels: [No., Rarely., Half., Mostly., Yes.]}\n  P2: {title: Outage, question: How many hours?}\n"}',NULL);
CREATE TABLE frozen_facts (
	round_id INTEGER NOT NULL, 
	left_out INTEGER NOT NULL, 
	hides BOOLEAN NOT NULL, 
	moved JSON NOT NULL, 
	people JSON NOT NULL, 
	CONSTRAINT pk_frozen_facts PRIMARY KEY (round_id), 
	CHECK (left_out >= 0), 
	CONSTRAINT fk_frozen_facts_round_id FOREIGN KEY(round_id) REFERENCES round (id) ON DELETE CASCADE
);
CREATE TABLE frozen_moments (
	round_id INTEGER NOT NULL, 
	unit_id INTEGER NOT NULL, 
	theme VARCHAR NOT NULL, 
	people INTEGER NOT NULL, 
	mean FLOAT NOT NULL, 
	variance FLOAT NOT NULL, 
	CONSTRAINT pk_frozen_moments PRIMARY KEY (round_id, unit_id, theme), 
	CHECK (people >= 1), 
	CHECK (variance >= 0), 
	CONSTRAINT fk_frozen_moments_round_id FOREIGN KEY(round_id) REFERENCES round (id) ON DELETE CASCADE, 
	CONSTRAINT fk_frozen_moments_unit_id FOREIGN KEY(unit_id) REFERENCES unit (id) ON DELETE CASCADE
);
CREATE TABLE "frozen_room" (
	round_id INTEGER NOT NULL, 
	unit_id INTEGER NOT NULL, 
	participants INTEGER NOT NULL, 
	people INTEGER NOT NULL, 
	frozen_at DATETIME NOT NULL, few_alone BOOLEAN DEFAULT 0 NOT NULL, answers_gone BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_frozen_room PRIMARY KEY (round_id, unit_id), 
	CONSTRAINT fk_frozen_room_unit_id FOREIGN KEY(unit_id) REFERENCES unit (id) ON DELETE CASCADE, 
	CONSTRAINT fk_frozen_room_round_id FOREIGN KEY(round_id) REFERENCES round (id) ON DELETE CASCADE
);
CREATE TABLE frozen_tally (
	round_id INTEGER NOT NULL, 
	unit_id INTEGER NOT NULL, 
	indicator VARCHAR NOT NULL, 
	answer VARCHAR NOT NULL, 
	answers INTEGER NOT NULL, 
	people INTEGER NOT NULL, 
	total FLOAT NOT NULL, 
	squares FLOAT NOT NULL, 
	CONSTRAINT pk_frozen_tally PRIMARY KEY (round_id, unit_id, indicator, answer), 
	CONSTRAINT fk_frozen_tally_round_id FOREIGN KEY(round_id) REFERENCES round (id) ON DELETE CASCADE, 
	CONSTRAINT fk_frozen_tally_unit_id FOREIGN KEY(unit_id) REFERENCES unit (id) ON DELETE CASCADE
);
CREATE TABLE link (
	id INTEGER NOT NULL, 
	workshop_id INTEGER NOT NULL, 
	role VARCHAR NOT NULL, 
	department_id INTEGER, 
	nonce VARCHAR NOT NULL, 
	token_hash VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	revoked_at DATETIME, 
	CONSTRAINT pk_link PRIMARY KEY (id), 
	CHECK ((role = 'lead') = (department_id IS NOT NULL)), 
	CHECK (role IN ('facilitator', 'cofacilitator', 'official', 'lead')), 
	CONSTRAINT fk_link_department_id FOREIGN KEY(department_id) REFERENCES department (id) ON DELETE CASCADE, 
	CONSTRAINT fk_link_workshop_id FOREIGN KEY(workshop_id) REFERENCES workshop (id) ON DELETE CASCADE, 
	CONSTRAINT uq_link_nonce UNIQUE (nonce), 
	CONSTRAINT uq_link_token_hash UNIQUE (token_hash)
);
INSERT INTO "link" VALUES(1,1,'facilitator',NULL,'d5af840851783237faf9057ba8432893','25ed6ef04dccd4d93d06e7b348039fbf12debea9594c3777855f704213981cf5','2026-12-01 21:24:43.333741',NULL);
INSERT INTO "link" VALUES(2,1,'cofacilitator',NULL,'45db3bab86566b05e311e6773453a969','8ba30bf2322e465c4be63fab98560a73beafa0edc18834c6127f1696a2c3b291','2026-12-01 21:24:43.334008',NULL);
INSERT INTO "link" VALUES(3,1,'official',NULL,'0464165d4bd1004049bf566aa694fa54','84dd5721d0fbfdb9711fdc60802d495f073e37c2292b3c759c6b65a44fd8877f','2026-12-01 21:24:43.334180',NULL);
INSERT INTO "link" VALUES(4,1,'lead',1,'69b8e27333c9eec235a91f2c25e235b5','c81f3225edf6337502a81b534e357a6cf362ed9bd8ae43566677a0a256c2e29b','2026-12-01 21:24:43.343447',NULL);
INSERT INTO "link" VALUES(5,1,'lead',2,'15db1839170da2d607d96e196b79d640','fa26c8a324024600a5122d9b2c31dcfb1d57bc26526f50515c7c76c418cfb0bc','2026-12-01 21:24:43.343647',NULL);
INSERT INTO "link" VALUES(6,1,'lead',3,'ffdd8250602a99f4b389d93f582c498f','5c53a9f7d5df8c9afa3a105516f73b50b0fa0fe6550bebaaaf57c3dc624002f4','2026-12-01 21:24:43.343885',NULL);
CREATE TABLE network_place (
	workshop_id INTEGER NOT NULL, 
	content_sha256 VARCHAR NOT NULL, 
	framework_sha256 VARCHAR NOT NULL, 
	method_version VARCHAR NOT NULL, 
	framework VARCHAR NOT NULL, 
	basis VARCHAR NOT NULL, 
	invented BOOLEAN NOT NULL, 
	name VARCHAR NOT NULL, 
	mean_low INTEGER, 
	mean_high INTEGER, 
	weak_low INTEGER, 
	weak_high INTEGER, 
	draws BLOB, 
	CONSTRAINT pk_network_place PRIMARY KEY (workshop_id), 
	CONSTRAINT fk_network_place_workshop_id FOREIGN KEY(workshop_id) REFERENCES publication (workshop_id) ON DELETE CASCADE
);
CREATE TABLE official_wording (
	framework VARCHAR NOT NULL, 
	code VARCHAR NOT NULL, 
	language VARCHAR NOT NULL, 
	question VARCHAR NOT NULL, 
	levels JSON NOT NULL, 
	CONSTRAINT pk_official_wording PRIMARY KEY (framework, code, language)
);
CREATE TABLE participant (
	id INTEGER NOT NULL, 
	workshop_id INTEGER NOT NULL, 
	department_id INTEGER NOT NULL, 
	token_hash VARCHAR NOT NULL, 
	language VARCHAR NOT NULL, 
	is_table BOOLEAN NOT NULL, 
	size INTEGER NOT NULL, 
	joined_at DATETIME NOT NULL, counter INTEGER DEFAULT '0' NOT NULL, 
	CONSTRAINT pk_participant PRIMARY KEY (id), 
	CHECK (size = 1 OR is_table), 
	CHECK (size >= 1), 
	CONSTRAINT fk_participant_department_id FOREIGN KEY(department_id) REFERENCES department (id), 
	CONSTRAINT fk_participant_workshop_id FOREIGN KEY(workshop_id) REFERENCES workshop (id) ON DELETE CASCADE, 
	CONSTRAINT uq_participant_token_hash UNIQUE (token_hash)
);
INSERT INTO "participant" VALUES(1,1,1,'45eeb643ddd431977570ce7d9a06f4d74a0d452486f677ca89e2ec0c5db739bf','en',0,1,'2026-12-01 21:24:43.583410',4);
INSERT INTO "participant" VALUES(2,1,1,'df1e633aaecdbdb3e78b84b40ba5feb3ceb3b540ce1e701ad4b55fa1f02295bc','en',0,1,'2026-12-01 21:24:43.678090',4);
INSERT INTO "participant" VALUES(3,1,1,'cd3d02417d520d41f0708ae68e3ef8fbfcef33421813eaa3fadc300c704430a0','en',0,1,'2026-12-01 21:24:43.734413',4);
INSERT INTO "participant" VALUES(4,1,1,'bfc6663882c8f1893278b5e9bd08dee4ffbc88702d62345d7eeed2f4779e1913','en',0,1,'2026-12-01 21:24:43.774330',4);
INSERT INTO "participant" VALUES(5,1,2,'a5fc94821d86d1a99f4d2aaf9c1bddd7ce2ca638a2cefbc398ac347793c46afa','en',0,1,'2026-12-01 21:24:43.813079',4);
INSERT INTO "participant" VALUES(6,1,2,'9fbba25bd54a8695dbe2f937b132b111190ee240b79715afb7222ae425e47f7e','en',0,1,'2026-12-01 21:24:43.851449',4);
INSERT INTO "participant" VALUES(7,1,2,'86871bde588449d5bff51951f2200e7f15c3d30bab23c59c9e0e95e27f2aca0b','en',0,1,'2026-12-01 21:24:43.895653',4);
INSERT INTO "participant" VALUES(8,1,3,'b86234f5b69c7366f82217170f6971e8232b8962f271c829a077d5deee4a3fbc','en',0,1,'2026-12-01 21:24:43.963497',4);
CREATE TABLE password_link (
	id INTEGER NOT NULL, 
	account_id INTEGER, 
	nonce VARCHAR NOT NULL, 
	token_hash VARCHAR NOT NULL, 
	made_at DATETIME NOT NULL, 
	expires_at DATETIME NOT NULL, 
	used_at DATETIME, 
	CONSTRAINT pk_password_link PRIMARY KEY (id), 
	CONSTRAINT fk_password_link_account_id FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE CASCADE, 
	CONSTRAINT uq_password_link_nonce UNIQUE (nonce), 
	CONSTRAINT uq_password_link_token_hash UNIQUE (token_hash)
);
CREATE TABLE peer_result (
	id INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	sha256 VARCHAR NOT NULL, 
	publisher VARCHAR, 
	city VARCHAR NOT NULL, 
	country VARCHAR NOT NULL, 
	framework VARCHAR NOT NULL, 
	framework_version VARCHAR NOT NULL, 
	date DATE, 
	content JSON NOT NULL, 
	added_at DATETIME NOT NULL, 
	CONSTRAINT pk_peer_result PRIMARY KEY (id), 
	CHECK ((kind = 'package') = (publisher IS NOT NULL)), 
	CHECK (kind IN ('package', 'undrr')), 
	CONSTRAINT fk_peer_result_publisher FOREIGN KEY(publisher) REFERENCES publisher (fingerprint), 
	CONSTRAINT uq_peer_result_sha256 UNIQUE (sha256)
);
CREATE TABLE points_given (
	participant_id INTEGER NOT NULL, 
	theme VARCHAR NOT NULL, 
	points INTEGER NOT NULL, 
	saved_at DATETIME NOT NULL, 
	CONSTRAINT pk_points_given PRIMARY KEY (participant_id, theme), 
	CHECK (points BETWEEN 0 AND 100), 
	CONSTRAINT fk_points_given_participant_id FOREIGN KEY(participant_id) REFERENCES participant (id) ON DELETE CASCADE
);
CREATE TABLE "publication" (
	workshop_id INTEGER NOT NULL, 
	framework VARCHAR NOT NULL, 
	framework_version VARCHAR NOT NULL, 
	basis VARCHAR NOT NULL, 
	asked INTEGER NOT NULL, 
	people INTEGER NOT NULL, 
	departments INTEGER NOT NULL, 
	content JSON NOT NULL, 
	published_at DATETIME NOT NULL, 
	content_sha256 VARCHAR, 
	newest BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_publication PRIMARY KEY (workshop_id), 
	CONSTRAINT fk_publication_workshop_id FOREIGN KEY(workshop_id) REFERENCES workshop (id) ON DELETE CASCADE
);
CREATE TABLE published_score (
	workshop_id INTEGER NOT NULL, 
	code VARCHAR NOT NULL, 
	score FLOAT NOT NULL, basis VARCHAR, invented BOOLEAN, 
	CONSTRAINT pk_published_score PRIMARY KEY (workshop_id, code), 
	CONSTRAINT fk_published_score_workshop_id FOREIGN KEY(workshop_id) REFERENCES publication (workshop_id) ON DELETE CASCADE
);
CREATE TABLE publisher (
	fingerprint VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	trusted_at DATETIME NOT NULL, 
	CONSTRAINT pk_publisher PRIMARY KEY (fingerprint)
);
CREATE TABLE replaced_answer (
	id INTEGER NOT NULL, 
	participant_id INTEGER NOT NULL, 
	round_id INTEGER NOT NULL, 
	indicator VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	level INTEGER, 
	number FLOAT, 
	comment VARCHAR NOT NULL, 
	evidence VARCHAR NOT NULL, 
	confidence VARCHAR, 
	saved_at DATETIME NOT NULL, 
	replaced_at DATETIME NOT NULL, language VARCHAR, counter INTEGER DEFAULT '0' NOT NULL, comment_counter INTEGER DEFAULT '0' NOT NULL, 
	CONSTRAINT pk_replaced_answer PRIMARY KEY (id), 
	CONSTRAINT fk_replaced_answer_participant_id FOREIGN KEY(participant_id) REFERENCES participant (id) ON DELETE CASCADE, 
	CONSTRAINT fk_replaced_answer_round_id FOREIGN KEY(round_id) REFERENCES round (id) ON DELETE CASCADE
);
CREATE TABLE reply (
	department_id INTEGER NOT NULL, 
	words VARCHAR NOT NULL, 
	saved_at DATETIME NOT NULL, 
	CONSTRAINT pk_reply PRIMARY KEY (department_id), 
	CHECK (words <> ''), 
	CONSTRAINT fk_reply_department_id FOREIGN KEY(department_id) REFERENCES department (id) ON DELETE CASCADE
);
CREATE TABLE reply_step (
	workshop_id INTEGER NOT NULL, 
	opened_at DATETIME NOT NULL, 
	shown_at DATETIME, 
	CONSTRAINT pk_reply_step PRIMARY KEY (workshop_id), 
	CONSTRAINT fk_reply_step_workshop_id FOREIGN KEY(workshop_id) REFERENCES workshop (id) ON DELETE CASCADE
);
CREATE TABLE response (
	id INTEGER NOT NULL, 
	participant_id INTEGER NOT NULL, 
	round_id INTEGER NOT NULL, 
	indicator VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	level INTEGER, 
	number FLOAT, 
	comment VARCHAR NOT NULL, 
	evidence VARCHAR NOT NULL, 
	confidence VARCHAR, 
	saved_at DATETIME NOT NULL, language VARCHAR, counter INTEGER DEFAULT '0' NOT NULL, comment_counter INTEGER DEFAULT '0' NOT NULL, 
	CONSTRAINT pk_response PRIMARY KEY (id), 
	CHECK ((state = 'level' AND level IS NOT NULL AND level >= 0 AND number IS NULL) OR (state = 'number' AND number IS NOT NULL AND level IS NULL) OR (state IN ('na', 'dk', 'blank') AND level IS NULL AND number IS NULL)), 
	CHECK (confidence IN ('low', 'medium', 'high')), 
	CONSTRAINT fk_response_participant_id FOREIGN KEY(participant_id) REFERENCES participant (id) ON DELETE CASCADE, 
	CONSTRAINT fk_response_round_id FOREIGN KEY(round_id) REFERENCES round (id) ON DELETE CASCADE, 
	CONSTRAINT uq_response_participant_id_round_id_indicator UNIQUE (participant_id, round_id, indicator)
);
INSERT INTO "response" VALUES(1,1,1,'W1','level',1,NULL,'','',NULL,'2026-12-01 21:24:43.641648',NULL,1,0);
INSERT INTO "response" VALUES(2,1,1,'W2','level',2,NULL,'','',NULL,'2026-12-01 21:24:43.648948',NULL,2,0);
INSERT INTO "response" VALUES(3,1,1,'P1','level',3,NULL,'','',NULL,'2026-12-01 21:24:43.659731',NULL,3,0);
INSERT INTO "response" VALUES(4,1,1,'P2','number',NULL,4.0,'','',NULL,'2026-12-01 21:24:43.665882',NULL,4,0);
INSERT INTO "response" VALUES(5,2,1,'W1','level',2,NULL,'','',NULL,'2026-12-01 21:24:43.698358',NULL,1,0);
INSERT INTO "response" VALUES(6,2,1,'W2','level',2,NULL,'','',NULL,'2026-12-01 21:24:43.707561',NULL,2,0);
INSERT INTO "response" VALUES(7,2,1,'P1','dk',NULL,NULL,'','',NULL,'2026-12-01 21:24:43.715206',NULL,3,0);
INSERT INTO "response" VALUES(8,2,1,'P2','number',NULL,6.0,'','',NULL,'2026-12-01 21:24:43.723387',NULL,4,0);
INSERT INTO "response" VALUES(9,3,1,'W1','level',2,NULL,'','',NULL,'2026-12-01 21:24:43.742842',NULL,1,0);
INSERT INTO "response" VALUES(10,3,1,'W2','level',3,NULL,'','',NULL,'2026-12-01 21:24:43.747477',NULL,2,0);
INSERT INTO "response" VALUES(11,3,1,'P1','level',2,NULL,'','',NULL,'2026-12-01 21:24:43.756010',NULL,3,0);
INSERT INTO "response" VALUES(12,3,1,'P2','dk',NULL,NULL,'','',NULL,'2026-12-01 21:24:43.761682',NULL,4,0);
INSERT INTO "response" VALUES(13,4,1,'W1','level',4,NULL,'','',NULL,'2026-12-01 21:24:43.782546',NULL,1,0);
INSERT INTO "response" VALUES(14,4,1,'W2','na',NULL,NULL,'','',NULL,'2026-12-01 21:24:43.790077',NULL,2,0);
INSERT INTO "response" VALUES(15,4,1,'P1','level',1,NULL,'','',NULL,'2026-12-01 21:24:43.795351',NULL,3,0);
INSERT INTO "response" VALUES(16,4,1,'P2','number',NULL,3.0,'','',NULL,'2026-12-01 21:24:43.804495',NULL,4,0);
INSERT INTO "response" VALUES(17,5,1,'W1','level',3,NULL,'','',NULL,'2026-12-01 21:24:43.821248',NULL,1,0);
INSERT INTO "response" VALUES(18,5,1,'W2','level',1,NULL,'','',NULL,'2026-12-01 21:24:43.827288',NULL,2,0);
INSERT INTO "response" VALUES(19,5,1,'P1','level',4,NULL,'','',NULL,'2026-12-01 21:24:43.834137',NULL,3,0);
INSERT INTO "response" VALUES(20,5,1,'P2','number',NULL,1.0,'','',NULL,'2026-12-01 21:24:43.840629',NULL,4,0);
INSERT INTO "response" VALUES(21,6,1,'W1','level',3,NULL,'','',NULL,'2026-12-01 21:24:43.863417',NULL,1,0);
INSERT INTO "response" VALUES(22,6,1,'W2','level',2,NULL,'','',NULL,'2026-12-01 21:24:43.870762',NULL,2,0);
INSERT INTO "response" VALUES(23,6,1,'P1','level',4,NULL,'','',NULL,'2026-12-01 21:24:43.875398',NULL,3,0);
INSERT INTO "response" VALUES(24,6,1,'P2','number',NULL,0.0,'','',NULL,'2026-12-01 21:24:43.885245',NULL,4,0);
INSERT INTO "response" VALUES(25,7,1,'W1','level',0,NULL,'','',NULL,'2026-12-01 21:24:43.915616',NULL,1,0);
INSERT INTO "response" VALUES(26,7,1,'W2','level',1,NULL,'','',NULL,'2026-12-01 21:24:43.930022',NULL,2,0);
INSERT INTO "response" VALUES(27,7,1,'P1','level',3,NULL,'','',NULL,'2026-12-01 21:24:43.944364',NULL,3,0);
INSERT INTO "response" VALUES(28,7,1,'P2','number',NULL,2.0,'','',NULL,'2026-12-01 21:24:43.955369',NULL,4,0);
INSERT INTO "response" VALUES(29,8,1,'W1','level',2,NULL,'','',NULL,'2026-12-01 21:24:43.992410',NULL,1,0);
INSERT INTO "response" VALUES(30,8,1,'W2','level',2,NULL,'','',NULL,'2026-12-01 21:24:44.006813',NULL,2,0);
INSERT INTO "response" VALUES(31,8,1,'P1','level',2,NULL,'','',NULL,'2026-12-01 21:24:44.015044',NULL,3,0);
INSERT INTO "response" VALUES(32,8,1,'P2','number',NULL,8.0,'','',NULL,'2026-12-01 21:24:44.025801',NULL,4,0);
CREATE TABLE role_held (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	account_id INTEGER NOT NULL, 
	role VARCHAR NOT NULL, 
	city_id INTEGER, 
	workshop_id INTEGER, 
	department_id INTEGER, 
	expires_at DATETIME, 
	from_group VARCHAR, 
	given_at DATETIME NOT NULL, 
	CHECK ((role = 'lead') = (department_id IS NOT NULL)), 
	CHECK (role <> 'admin' OR (city_id IS NULL AND workshop_id IS NULL)), 
	CHECK (role IN ('admin', 'facilitator', 'cofacilitator', 'official', 'lead', 'coordinator')), 
	CHECK (role NOT IN ('facilitator', 'official') OR city_id IS NOT NULL OR workshop_id IS NOT NULL), 
	CHECK (role NOT IN ('lead', 'cofacilitator') OR workshop_id IS NOT NULL), 
	CHECK (city_id IS NULL OR workshop_id IS NULL), 
	CONSTRAINT fk_role_held_account_id FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE CASCADE, 
	CONSTRAINT fk_role_held_city_id FOREIGN KEY(city_id) REFERENCES city (id) ON DELETE CASCADE, 
	CONSTRAINT fk_role_held_department_id FOREIGN KEY(department_id) REFERENCES department (id) ON DELETE CASCADE, 
	CONSTRAINT fk_role_held_workshop_id FOREIGN KEY(workshop_id) REFERENCES workshop (id) ON DELETE CASCADE
);
CREATE TABLE round (
	id INTEGER NOT NULL, 
	workshop_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	asked JSON, 
	opened_at DATETIME NOT NULL, 
	closed_at DATETIME, 
	revealed_at DATETIME, frozen_sha256 VARCHAR, 
	CONSTRAINT pk_round PRIMARY KEY (id), 
	CHECK (number >= 0), 
	CONSTRAINT fk_round_workshop_id FOREIGN KEY(workshop_id) REFERENCES workshop (id) ON DELETE CASCADE, 
	CONSTRAINT uq_round_workshop_id_number UNIQUE (workshop_id, number)
);
INSERT INTO "round" VALUES(1,1,1,NULL,'2026-12-01 21:24:43.607646',NULL,NULL,NULL);
CREATE TABLE sign_in (
	id INTEGER NOT NULL, 
	account_id INTEGER NOT NULL, 
	token_hash VARCHAR NOT NULL, 
	made_at DATETIME NOT NULL, 
	expires_at DATETIME NOT NULL, 
	ended_at DATETIME, 
	CONSTRAINT pk_sign_in PRIMARY KEY (id), 
	CONSTRAINT fk_sign_in_account_id FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE CASCADE, 
	CONSTRAINT uq_sign_in_token_hash UNIQUE (token_hash)
);
CREATE TABLE "staff_act" (
	id INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	actor VARCHAR NOT NULL, 
	act VARCHAR NOT NULL, 
	workshop VARCHAR, 
	role VARCHAR NOT NULL, 
	city VARCHAR NOT NULL, 
	thing VARCHAR NOT NULL, 
	"before" JSON, 
	"after" JSON, 
	CONSTRAINT pk_staff_act PRIMARY KEY (id)
);
INSERT INTO "staff_act" VALUES(1,'2026-12-01 21:24:43.358957','host','workshop set up','VFYQV4','host','Cascais','Cascais',NULL,'{"city": {"name": "Cascais", "country": "Portugal", "population": 214000, "coast": true, "hazards": ["flood", "heat"], "income": null, "latitude": null, "longitude": null}, "framework": "two-themes", "tier": "full", "language": "en", "timezone": "Europe/Lisbon", "date": "2026-10-13", "k": 3, "probable": "The river floods the station.", "severe": "The sea and the river flood the city.", "version": "1", "departments": {"Water": 5, "Power": 5, "Roads": 5}, "links": {"facilitator": 1, "cofacilitator": 2, "official": 3, "lead \u00b7 Water": 4, "lead \u00b7 Power": 5, "lead \u00b7 Roads": 6}}');
INSERT INTO "staff_act" VALUES(2,'2026-12-01 21:24:43.615493','host','vote opened','VFYQV4','host','Cascais','','{"phase": "preparing", "vote": null, "asked": null}','{"phase": "voting", "vote": 1, "asked": null}');
CREATE TABLE target (
	workshop_id INTEGER NOT NULL, 
	code VARCHAR NOT NULL, 
	score FLOAT NOT NULL, 
	set_at DATETIME NOT NULL, 
	CONSTRAINT pk_target PRIMARY KEY (workshop_id, code), 
	CHECK (score BETWEEN 0 AND 100), 
	CONSTRAINT fk_target_workshop_id FOREIGN KEY(workshop_id) REFERENCES workshop (id) ON DELETE CASCADE
);
CREATE TABLE unit (
	id INTEGER NOT NULL, 
	workshop_id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	CONSTRAINT pk_unit PRIMARY KEY (id), 
	CONSTRAINT fk_unit_workshop_id FOREIGN KEY(workshop_id) REFERENCES workshop (id) ON DELETE CASCADE, 
	CONSTRAINT uq_unit_workshop_id_name UNIQUE (workshop_id, name)
);
CREATE TABLE weighing (
	workshop_id INTEGER NOT NULL, 
	opened_at DATETIME NOT NULL, 
	closed_at DATETIME, 
	outcome VARCHAR, 
	weights JSON, 
	people INTEGER, mean JSON, 
	CONSTRAINT pk_weighing PRIMARY KEY (workshop_id), 
	CHECK ((outcome IS NULL AND weights IS NULL AND people IS NULL) OR (outcome = 'kept' AND weights IS NULL AND people IS NULL) OR (outcome = 'adopted' AND weights IS NOT NULL AND people IS NOT NULL AND people >= 3)), 
	CHECK (outcome IS NULL OR closed_at IS NOT NULL), 
	CONSTRAINT fk_weighing_workshop_id FOREIGN KEY(workshop_id) REFERENCES workshop (id) ON DELETE CASCADE
);
CREATE TABLE workshop (
	id INTEGER NOT NULL, 
	code VARCHAR NOT NULL, 
	city_id INTEGER NOT NULL, 
	framework VARCHAR NOT NULL, 
	framework_version VARCHAR NOT NULL, 
	framework_sha256 VARCHAR NOT NULL, 
	tier VARCHAR NOT NULL, 
	language VARCHAR NOT NULL, 
	timezone VARCHAR NOT NULL, 
	date DATE NOT NULL, 
	k INTEGER NOT NULL, 
	probable VARCHAR NOT NULL, 
	severe VARCHAR NOT NULL, 
	revision INTEGER NOT NULL, 
	created_at DATETIME NOT NULL, 
	closed_at DATETIME, removed_at DATETIME, 
	CONSTRAINT pk_workshop PRIMARY KEY (id), 
	CHECK (tier IN ('quick', 'full')), 
	CHECK (k = 0 OR k >= 3), 
	CONSTRAINT fk_workshop_city_id FOREIGN KEY(city_id) REFERENCES city (id) ON DELETE CASCADE, 
	CONSTRAINT fk_workshop_framework_sha256 FOREIGN KEY(framework_sha256) REFERENCES framework_copy (sha256), 
	CONSTRAINT uq_workshop_code UNIQUE (code)
);
INSERT INTO "workshop" VALUES(1,'VFYQV4',1,'two-themes','1','6f5b6d2c04f753dfe8bdfef19d51cde7495148cf5f42894b86e5087c54a43e8f','full','en','Europe/Lisbon','2026-10-13',3,'The river floods the station.','The sea and the river flood the city.',1,'2026-12-01 21:24:43.323886',NULL,NULL);
CREATE INDEX ix_workshop_city_id ON workshop (city_id);
CREATE INDEX ix_link_workshop_id ON link (workshop_id);
CREATE INDEX ix_participant_department_id ON participant (department_id);
CREATE INDEX ix_participant_workshop_id ON participant (workshop_id);
CREATE INDEX ix_replaced_answer_participant_id ON replaced_answer (participant_id);
CREATE INDEX ix_replaced_answer_round_id ON replaced_answer (round_id);
CREATE INDEX ix_delivery_round_id ON delivery (round_id);
CREATE INDEX ix_action_department_id ON action (department_id);
CREATE INDEX ix_action_workshop_id ON action (workshop_id);
CREATE INDEX ix_feasibility_action_id ON feasibility (action_id);
CREATE INDEX ix_closing_workshop_id ON closing (workshop_id);
CREATE INDEX ix_peer_result_publisher ON peer_result (publisher);
CREATE INDEX ix_card_import_round_id ON card_import (round_id);
CREATE INDEX ix_before_import_participant_id ON before_import (participant_id);
CREATE INDEX ix_sign_in_account_id ON sign_in (account_id);
CREATE INDEX ix_role_held_account_id ON role_held (account_id);
CREATE INDEX ix_staff_act_workshop ON staff_act (workshop);
CREATE TRIGGER staff_act_keeps_rows BEFORE DELETE ON staff_act
    BEGIN SELECT RAISE(ABORT, 'The staff record takes new rows alone.'); END;
CREATE TRIGGER staff_act_changes_nothing BEFORE UPDATE ON staff_act
    BEGIN SELECT RAISE(ABORT, 'The staff record takes new rows alone.'); END;
CREATE TRIGGER staff_act_replaces_nothing BEFORE INSERT ON staff_act
    WHEN EXISTS (SELECT 1 FROM staff_act WHERE id = NEW.id)
    BEGIN SELECT RAISE(ABORT, 'The staff record takes new rows alone.'); END;
CREATE INDEX ix_department_unit_id ON department (unit_id);
CREATE INDEX ix_frozen_moments_unit_id ON frozen_moments (unit_id);
CREATE INDEX ix_frozen_room_unit_id ON frozen_room (unit_id);
CREATE INDEX ix_frozen_tally_unit_id ON frozen_tally (unit_id);
CREATE INDEX ix_link_department_id ON link (department_id);
CREATE INDEX ix_password_link_account_id ON password_link (account_id);
CREATE INDEX ix_role_held_city_id ON role_held (city_id);
CREATE INDEX ix_role_held_department_id ON role_held (department_id);
CREATE INDEX ix_role_held_workshop_id ON role_held (workshop_id);
CREATE INDEX ix_workshop_framework_sha256 ON workshop (framework_sha256);
CREATE INDEX ix_response_round_participant ON response (round_id, participant_id, state);
CREATE INDEX ix_response_remarked ON response (round_id) WHERE comment != '' OR evidence != '';
CREATE INDEX ix_network_place_bounds ON network_place (invented, framework, basis, mean_low, mean_high, weak_low, weak_high);
CREATE INDEX ix_network_place_name ON network_place (framework, invented, name);
CREATE INDEX ix_publication_framework ON publication (framework);
CREATE INDEX ix_publication_basis ON publication (basis);
CREATE INDEX ix_publication_newest ON publication (newest, content_sha256);
CREATE INDEX ix_publication_published_at ON publication (published_at);
CREATE INDEX ix_published_score_counted ON published_score (invented, basis, code, score);
DELETE FROM "sqlite_sequence";
COMMIT;
