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
INSERT INTO "agreed_level" VALUES(3,'W1','level',2,NULL,'Seen on the map.','2026-11-28 00:44:33.403044');
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
INSERT INTO "city" VALUES(1,'Amidst','Portugal',100000,1,'["flood"]',0,NULL,NULL,NULL);
INSERT INTO "city" VALUES(2,'Bared','Portugal',100000,1,'["flood"]',0,NULL,NULL,NULL);
INSERT INTO "city" VALUES(3,'Closed','Portugal',100000,1,'["flood"]',0,NULL,NULL,NULL);
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
INSERT INTO "closing" VALUES(1,3,'Ana Sousa, mayor''s office','2026-11-28 00:44:33.421997','1',NULL,'');
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
INSERT INTO "department" VALUES(5,2,'Water',5,0,1,0);
INSERT INTO "department" VALUES(6,2,'Power',5,1,2,0);
INSERT INTO "department" VALUES(7,2,'Roads',5,2,2,0);
INSERT INTO "department" VALUES(8,2,'Mixed tables',0,3,2,0);
INSERT INTO "department" VALUES(9,3,'Water',5,0,3,0);
INSERT INTO "department" VALUES(10,3,'Power',5,1,4,0);
INSERT INTO "department" VALUES(11,3,'Roads',5,2,4,0);
INSERT INTO "department" VALUES(12,3,'Mixed tables',0,3,4,0);
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
INSERT INTO "frozen_facts" VALUES(2,0,1,'{}','{}');
INSERT INTO "frozen_facts" VALUES(3,0,1,'{}','{}');
INSERT INTO "frozen_facts" VALUES(4,0,1,'{"W1": [3, 0.0], "W2": [3, 0.0], "P1": [3, 0.0]}','{"WAT": [3, 0.0, null, "too few to tell"], "PWR": [3, 0.0, null, "too few to tell"]}');
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
INSERT INTO "frozen_moments" VALUES(2,1,'WAT',4,59.375,664.0625);
INSERT INTO "frozen_moments" VALUES(2,1,'PWR',4,52.5,362.5);
INSERT INTO "frozen_moments" VALUES(2,2,'PWR',4,60.0,812.5);
INSERT INTO "frozen_moments" VALUES(3,3,'WAT',4,40.625,1289.0625);
INSERT INTO "frozen_moments" VALUES(3,3,'PWR',4,42.5,2.95833333333333314e+02);
INSERT INTO "frozen_moments" VALUES(3,4,'WAT',3,50.0,625.0);
INSERT INTO "frozen_moments" VALUES(3,4,'PWR',3,55.0,381.25);
INSERT INTO "frozen_moments" VALUES(4,3,'WAT',3,5.41666666666666643e+01,8.33333333333333371e+02);
INSERT INTO "frozen_moments" VALUES(4,3,'PWR',3,4.66666666666666643e+01,3.39583333333333371e+02);
INSERT INTO "frozen_moments" VALUES(4,4,'WAT',3,50.0,625.0);
INSERT INTO "frozen_moments" VALUES(4,4,'PWR',3,55.0,381.25);
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
INSERT INTO "frozen_room" VALUES(2,1,4,4,'2026-11-28 00:44:32.225799',0,0);
INSERT INTO "frozen_room" VALUES(2,2,4,4,'2026-11-28 00:44:32.225799',0,0);
INSERT INTO "frozen_room" VALUES(3,3,4,4,'2026-11-28 00:44:32.877771',0,0);
INSERT INTO "frozen_room" VALUES(3,4,3,3,'2026-11-28 00:44:32.877771',0,0);
INSERT INTO "frozen_room" VALUES(4,3,4,4,'2026-11-28 00:44:33.286769',0,0);
INSERT INTO "frozen_room" VALUES(4,4,3,3,'2026-11-28 00:44:33.286769',0,0);
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
INSERT INTO "frozen_tally" VALUES(2,1,'P1','0',1,1,0.0,0.0);
INSERT INTO "frozen_tally" VALUES(2,1,'P1','1',1,1,0.0,0.0);
INSERT INTO "frozen_tally" VALUES(2,1,'P1','2',1,1,0.0,0.0);
INSERT INTO "frozen_tally" VALUES(2,1,'P1','3',1,1,0.0,0.0);
INSERT INTO "frozen_tally" VALUES(2,1,'P2','number',4,4,270.0,19700.0);
INSERT INTO "frozen_tally" VALUES(2,1,'W1','1',1,1,0.0,0.0);
INSERT INTO "frozen_tally" VALUES(2,1,'W1','2',1,1,0.0,0.0);
INSERT INTO "frozen_tally" VALUES(2,1,'W1','3',2,2,0.0,0.0);
INSERT INTO "frozen_tally" VALUES(2,1,'W2','1',1,1,0.0,0.0);
INSERT INTO "frozen_tally" VALUES(2,1,'W2','2',1,1,0.0,0.0);
INSERT INTO "frozen_tally" VALUES(2,1,'W2','4',1,1,0.0,0.0);
INSERT INTO "frozen_tally" VALUES(2,1,'W2','na',1,1,0.0,0.0);
INSERT INTO "frozen_tally" VALUES(2,2,'P1','1',1,1,0.0,0.0);
INSERT INTO "frozen_tally" VALUES(2,2,'P1','2',1,1,0.0,0.0);
INSERT INTO "frozen_tally" VALUES(2,2,'P1','3',1,1,0.0,0.0);
INSERT INTO "frozen_tally" VALUES(2,2,'P1','4',1,1,0.0,0.0);
INSERT INTO "frozen_tally" VALUES(2,2,'P2','number',4,4,230.0,16100.0);
INSERT INTO "frozen_tally" VALUES(2,2,'W1','1',1,1,0.0,0.0);
INSERT INTO "frozen_tally" VALUES(2,2,'W1','2',2,2,0.0,0.0);
INSERT INTO "frozen_tally" VALUES(2,2,'W1','4',1,1,0.0,0.0);
INSERT INTO "frozen_tally" VALUES(2,2,'W2','3',1,1,0.0,0.0);
INSERT INTO "frozen_tally" VALUES(2,2,'W2','4',1,1,0.0,0.0);
INSERT INTO "frozen_tally" VALUES(3,3,'P1','0',1,1,0.0,0.0);
INSERT INTO "frozen_tally" VALUES(3,3,'P1','1',1,1,0.0,0.0);
INSERT INTO "frozen_tally" VALUES(3,3,'P1','2',1,1,0.0,0.0);
INSERT INTO "frozen_tally" VALUES(3,3,'P1','3',1,1,0.0,0.0);
INSERT INTO "frozen_tally" VALUES(3,3,'P2','number',4,4,190.0,11700.0);
INSERT INTO "frozen_tally" VALUES(3,3,'W1','0',1,1,0.0,0.0);
INSERT INTO "frozen_tally" VALUES(3,3,'W1','1',1,1,0.0,0.0);
INSERT INTO "frozen_tally" VALUES(3,3,'W1','2',1,1,0.0,0.0);
INSERT INTO "frozen_tally" VALUES(3,3,'W1','3',1,1,0.0,0.0);
INSERT INTO "frozen_tally" VALUES(3,3,'W2','0',1,1,0.0,0.0);
INSERT INTO "frozen_tally" VALUES(3,3,'W2','1',1,1,0.0,0.0);
INSERT INTO "frozen_tally" VALUES(3,3,'W2','2',1,1,0.0,0.0);
INSERT INTO "frozen_tally" VALUES(3,3,'W2','4',1,1,0.0,0.0);
INSERT INTO "frozen_tally" VALUES(3,4,'P1','1',1,1,0.0,0.0);
INSERT INTO "frozen_tally" VALUES(3,4,'P1','2',1,1,0.0,0.0);
INSERT INTO "frozen_tally" VALUES(3,4,'P1','3',1,1,0.0,0.0);
INSERT INTO "frozen_tally" VALUES(3,4,'P2','number',3,3,180.0,11600.0);
INSERT INTO "frozen_tally" VALUES(3,4,'W1','1',1,1,0.0,0.0);
INSERT INTO "frozen_tally" VALUES(3,4,'W1','2',1,1,0.0,0.0);
INSERT INTO "frozen_tally" VALUES(3,4,'W1','3',1,1,0.0,0.0);
INSERT INTO "frozen_tally" VALUES(3,4,'W2','1',1,1,0.0,0.0);
INSERT INTO "frozen_tally" VALUES(3,4,'W2','2',1,1,0.0,0.0);
INSERT INTO "frozen_tally" VALUES(3,4,'W2','3',1,1,0.0,0.0);
INSERT INTO "frozen_tally" VALUES(4,3,'P1','0',1,1,0.0,0.0);
INSERT INTO "frozen_tally" VALUES(4,3,'P1','1',1,1,0.0,0.0);
INSERT INTO "frozen_tally" VALUES(4,3,'P1','3',1,1,0.0,0.0);
INSERT INTO "frozen_tally" VALUES(4,3,'P2','number',3,3,180.0,11600.0);
INSERT INTO "frozen_tally" VALUES(4,3,'W1','1',1,1,0.0,0.0);
INSERT INTO "frozen_tally" VALUES(4,3,'W1','2',1,1,0.0,0.0);
INSERT INTO "frozen_tally" VALUES(4,3,'W1','3',1,1,0.0,0.0);
INSERT INTO "frozen_tally" VALUES(4,3,'W2','1',1,1,0.0,0.0);
INSERT INTO "frozen_tally" VALUES(4,3,'W2','2',1,1,0.0,0.0);
INSERT INTO "frozen_tally" VALUES(4,3,'W2','4',1,1,0.0,0.0);
INSERT INTO "frozen_tally" VALUES(4,4,'P1','1',1,1,0.0,0.0);
INSERT INTO "frozen_tally" VALUES(4,4,'P1','2',1,1,0.0,0.0);
INSERT INTO "frozen_tally" VALUES(4,4,'P1','3',1,1,0.0,0.0);
INSERT INTO "frozen_tally" VALUES(4,4,'P2','number',3,3,180.0,11600.0);
INSERT INTO "frozen_tally" VALUES(4,4,'W1','1',1,1,0.0,0.0);
INSERT INTO "frozen_tally" VALUES(4,4,'W1','2',1,1,0.0,0.0);
INSERT INTO "frozen_tally" VALUES(4,4,'W1','3',1,1,0.0,0.0);
INSERT INTO "frozen_tally" VALUES(4,4,'W2','1',1,1,0.0,0.0);
INSERT INTO "frozen_tally" VALUES(4,4,'W2','2',1,1,0.0,0.0);
INSERT INTO "frozen_tally" VALUES(4,4,'W2','3',1,1,0.0,0.0);
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
INSERT INTO "link" VALUES(1,1,'facilitator',NULL,'49f04a2eb2df6a6cb13f9c4579c6b720','dec6d4f40a8c6d753b27fb88d7926209f84e5763d9d30e0121c0c829af48ae3a','2026-11-28 00:44:31.110385',NULL);
INSERT INTO "link" VALUES(2,1,'cofacilitator',NULL,'f071d58b504ef89905748c0795b56340','911522ea930a6ebe781d3684999719c4f62a09760cf2a04ae27c3b853b8d99e8','2026-11-28 00:44:31.110497',NULL);
INSERT INTO "link" VALUES(3,1,'official',NULL,'ba5f555b1704d3912654c40587d861a7','a890708d994955169dbf482d30edaaf3d6c98dc845cc9fcc92e216e0ce95d41a','2026-11-28 00:44:31.110557',NULL);
INSERT INTO "link" VALUES(4,1,'lead',1,'e394b79a739894db434d9c62a8049d47','b125bdf13762dd7a44a466d7f6a47453dcf644421443eabdae2285fd5d50a2ec','2026-11-28 00:44:31.121043',NULL);
INSERT INTO "link" VALUES(5,1,'lead',2,'5a9b6efd8ae6035681f7c915c7ab2387','a510116ba7b5357e7ac5e77189e929dd2be5a7dff3d3cb898df61d24fc265a0a','2026-11-28 00:44:31.121160',NULL);
INSERT INTO "link" VALUES(6,1,'lead',3,'58a65018a77a4895aa7e73f5ba9dee99','1b831e3a8f4cbc03bad61e9abefa45244fb38bf40044d854ccb728b91d4881d0','2026-11-28 00:44:31.121221',NULL);
INSERT INTO "link" VALUES(7,2,'facilitator',NULL,'058568b2ad8e453b21754f1d80388756','f1b2fd441cf39fbe6fc8fb7db7b02e51cbe5b324e1b60e84a712bc7cde3b3573','2026-11-28 00:44:31.731054',NULL);
INSERT INTO "link" VALUES(8,2,'cofacilitator',NULL,'b657d2112276d5968d320da758f0b34f','a5a714a9a6a1f6b44057127ddb121fe1259c4ab2bdf90c5b68eb2d3b67d4f5e3','2026-11-28 00:44:31.731133',NULL);
INSERT INTO "link" VALUES(9,2,'official',NULL,'716459c02eb519eb36f656948cb08490','3fc89f09af092a30cf4dc7f3691bb5ba438edfadb81957603439a5de9eca6244','2026-11-28 00:44:31.731187',NULL);
INSERT INTO "link" VALUES(10,2,'lead',5,'bb6e8bb907c48ff67204f85b96a17f8d','f22bcd857d6c0321296cf06c84b00e9c28e9dd63a5ac3a3fd182b05d4274dbde','2026-11-28 00:44:31.740735',NULL);
INSERT INTO "link" VALUES(11,2,'lead',6,'65709d7f92f30aa37fcf807b58708b0a','f3738164b74cc54ab98eca09b8978c10bdbd71c4644a7bd17924a9cbe8a7f812','2026-11-28 00:44:31.740877',NULL);
INSERT INTO "link" VALUES(12,2,'lead',7,'8085608ceacabca333651994ec305e29','7ca3df29ec4d5edd76e1b4b5c90b820cc98a59010a8415c6b84db499e963ad4a','2026-11-28 00:44:31.740934',NULL);
INSERT INTO "link" VALUES(13,3,'facilitator',NULL,'065fd3f06f53a6e5deea46778751bfd5','e0d0f2a80c5a1d75b344e624d7256f04082a48e1a7599be43d62366279326745','2026-11-28 00:44:32.413774',NULL);
INSERT INTO "link" VALUES(14,3,'cofacilitator',NULL,'fa470d920eec83c5c5696854dc77868d','86cd3396d52311494cb6ec43335369673095ee1852da5ea1470e36b72e4844c3','2026-11-28 00:44:32.413849',NULL);
INSERT INTO "link" VALUES(15,3,'official',NULL,'f3ed8c91aeda89eccad75b6c3720d35c','03be3198c276c84a5d1c8f0c7997eaea1b9bcd387afba954ff31034c1abbe90c','2026-11-28 00:44:32.413901',NULL);
INSERT INTO "link" VALUES(16,3,'lead',9,'37868e4ba40d5a6d6d0833e10b0e455f','c4f84b96b20606fe04a7af883c01e7917e6527eef5b85cb99d5c367567f608a3','2026-11-28 00:44:32.414651',NULL);
INSERT INTO "link" VALUES(17,3,'lead',10,'aa5ba1d3fa5a27bba250d8e2d9af1125','a6eb5a548176cce888c1ae23cf0b993901a28594d637d95440ada6bc7bd463f9','2026-11-28 00:44:32.414723',NULL);
INSERT INTO "link" VALUES(18,3,'lead',11,'73db13a1c0934711404c7edc5b4368b0','72b5b8ffc76a1f3a977abc7b042728b17d18ea95da0d656d8ef434d825f87f56','2026-11-28 00:44:32.414775',NULL);
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
INSERT INTO "participant" VALUES(1,1,1,'4c0073f0811ec005aecff48dd11de5c727d59fac8ef39c12a50bbbe8ad5de55d','en',0,1,'2026-11-28 00:44:31.210438',6);
INSERT INTO "participant" VALUES(2,1,1,'c08b6c04028b6b650fbf51ec0bfe95f5983286f0bf4d4e7d5f308c36a5c9b8bb','en',0,1,'2026-11-28 00:44:31.478716',2);
INSERT INTO "participant" VALUES(3,1,1,'bf273ab5c6530267ef39f80f5025bd8b487a787dddfdb10292b2a2530b26dd3a','en',0,1,'2026-11-28 00:44:31.487161',4);
INSERT INTO "participant" VALUES(4,1,3,'8aec5366ae356946cbae8c86b0a62ff675328c75e923f5c19989326cf91a915b','en',0,1,'2026-11-28 00:44:31.649157',4);
INSERT INTO "participant" VALUES(5,2,5,'b2c400ed22fecf1984eff19fae038b9b9c4e774c4d5b3a115a93ff530f6d772a','en',0,1,'2026-11-28 00:44:31.774961',4);
INSERT INTO "participant" VALUES(6,2,5,'5d58601ae314479ed089800eca72272cacface6d0034d2f9635f0d0369615d6d','en',0,1,'2026-11-28 00:44:31.787371',4);
INSERT INTO "participant" VALUES(7,2,5,'bc377b8ea66349f0971e164849d79bb31be168e3314844c83344ba030b41be94','en',0,1,'2026-11-28 00:44:31.799116',4);
INSERT INTO "participant" VALUES(8,2,5,'87634bec253ea181d133ea6df8612d51d81102f4d9e1da34eb50e787624123af','en',0,1,'2026-11-28 00:44:31.811215',4);
INSERT INTO "participant" VALUES(9,2,6,'c9fda681f5e88a4319f24a1ed505100c98cf6ea5b75bca726f15a20051ef3c7d','en',0,1,'2026-11-28 00:44:31.978903',4);
INSERT INTO "participant" VALUES(10,2,6,'db77df564ff8d5cdd340ea8554c3191868cd2fb7bb942af68929855ceb119779','en',0,1,'2026-11-28 00:44:31.998416',3);
INSERT INTO "participant" VALUES(11,2,6,'a4afcd85628a713da3a1fd416e4fe932dbe20db24798d5a90c5bea2d5e72a231','en',0,1,'2026-11-28 00:44:32.013829',3);
INSERT INTO "participant" VALUES(12,2,7,'b1d808062a6506ad4c4cdac24b1cfa9e494f8227faa76bb182fdb010297226af','en',0,1,'2026-11-28 00:44:32.158774',4);
INSERT INTO "participant" VALUES(13,3,9,'a6c99a01baa504e7634db59ec9aed942b49f9f9a352835cd3144f9272778666d','en',0,1,'2026-11-28 00:44:32.462023',8);
INSERT INTO "participant" VALUES(14,3,9,'6b4175b83cf536378988c7065db68cbc8cb1d845e37b5b4e2f8be9e043712893','en',0,1,'2026-11-28 00:44:32.478588',8);
INSERT INTO "participant" VALUES(15,3,9,'08bf7d2ce829eaf94197d72b1bf88e0e97a8fec838c2bf4aae545114f18a5221','en',0,1,'2026-11-28 00:44:32.495058',8);
INSERT INTO "participant" VALUES(16,3,9,'0a71d66ae3bb5b472e59a1cd1acc54ebda5002284ac7076569023be54fedb6f1','en',0,1,'2026-11-28 00:44:32.512656',4);
INSERT INTO "participant" VALUES(17,3,11,'8a0bcf570d732c7d3972e82d76d57c3cde950502468f2e931552f9e61ff30756','en',0,1,'2026-11-28 00:44:32.706742',8);
INSERT INTO "participant" VALUES(18,3,11,'d07748dafb492fc925eddb92961cf9addb6f90b5d38570d2be8714de93c87c9e','en',0,1,'2026-11-28 00:44:32.724522',8);
INSERT INTO "participant" VALUES(19,3,11,'f2916332f325e64d6fad4886840a40e0b159c5ee3f933014dd7fe926c2d4552e','en',0,1,'2026-11-28 00:44:32.735105',8);
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
INSERT INTO "replaced_answer" VALUES(1,1,1,'W1','level',1,NULL,'','',NULL,'2026-11-28 00:44:31.514864','2026-11-28 00:44:31.697303',NULL,1,0);
INSERT INTO "replaced_answer" VALUES(2,1,1,'W1','level',1,NULL,'The drain at the school fails.','',NULL,'2026-11-28 00:44:31.697303','2026-11-28 00:44:31.710168','en',1,5);
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
INSERT INTO "response" VALUES(1,1,1,'W1','level',2,NULL,'The drain at the school fails.','',NULL,'2026-11-28 00:44:31.710168','en',6,5);
INSERT INTO "response" VALUES(2,1,1,'W2','level',2,NULL,'','',NULL,'2026-11-28 00:44:31.554060',NULL,2,0);
INSERT INTO "response" VALUES(3,1,1,'P1','level',3,NULL,'','',NULL,'2026-11-28 00:44:31.569961',NULL,3,0);
INSERT INTO "response" VALUES(4,1,1,'P2','number',NULL,4.0,'','',NULL,'2026-11-28 00:44:31.577920',NULL,4,0);
INSERT INTO "response" VALUES(5,2,1,'W1','level',2,NULL,'','',NULL,'2026-11-28 00:44:31.593278',NULL,1,0);
INSERT INTO "response" VALUES(6,2,1,'W2','level',2,NULL,'','',NULL,'2026-11-28 00:44:31.601673',NULL,2,0);
INSERT INTO "response" VALUES(7,3,1,'W1','level',3,NULL,'','',NULL,'2026-11-28 00:44:31.609931',NULL,1,0);
INSERT INTO "response" VALUES(8,3,1,'W2','dk',NULL,NULL,'','',NULL,'2026-11-28 00:44:31.619064',NULL,2,0);
INSERT INTO "response" VALUES(9,3,1,'P1','na',NULL,NULL,'','',NULL,'2026-11-28 00:44:31.628049',NULL,3,0);
INSERT INTO "response" VALUES(10,3,1,'P2','number',NULL,8.0,'','',NULL,'2026-11-28 00:44:31.633641',NULL,4,0);
INSERT INTO "response" VALUES(11,4,1,'W1','level',0,NULL,'','',NULL,'2026-11-28 00:44:31.659132',NULL,1,0);
INSERT INTO "response" VALUES(12,4,1,'W2','level',1,NULL,'','',NULL,'2026-11-28 00:44:31.669949',NULL,2,0);
INSERT INTO "response" VALUES(13,4,1,'P1','level',2,NULL,'','',NULL,'2026-11-28 00:44:31.681770',NULL,3,0);
INSERT INTO "response" VALUES(14,4,1,'P2','number',NULL,5.0,'','',NULL,'2026-11-28 00:44:31.689195',NULL,4,0);
INSERT INTO "response" VALUES(15,5,2,'W1','level',1,NULL,'','',NULL,'2026-11-28 00:44:31.822285',NULL,1,0);
INSERT INTO "response" VALUES(16,5,2,'W2','level',2,NULL,'','',NULL,'2026-11-28 00:44:31.829909',NULL,2,0);
INSERT INTO "response" VALUES(17,5,2,'P1','level',3,NULL,'','',NULL,'2026-11-28 00:44:31.837798',NULL,3,0);
INSERT INTO "response" VALUES(18,5,2,'P2','number',NULL,4.0,'','',NULL,'2026-11-28 00:44:31.845862',NULL,4,0);
INSERT INTO "response" VALUES(19,6,2,'W1','level',2,NULL,'','',NULL,'2026-11-28 00:44:31.852386',NULL,1,0);
INSERT INTO "response" VALUES(20,6,2,'W2','level',1,NULL,'','',NULL,'2026-11-28 00:44:31.858418',NULL,2,0);
INSERT INTO "response" VALUES(21,6,2,'P1','level',1,NULL,'','',NULL,'2026-11-28 00:44:31.866064',NULL,3,0);
INSERT INTO "response" VALUES(22,6,2,'P2','number',NULL,6.0,'','',NULL,'2026-11-28 00:44:31.869386',NULL,4,0);
INSERT INTO "response" VALUES(23,7,2,'W1','level',3,NULL,'','',NULL,'2026-11-28 00:44:31.880532',NULL,1,0);
INSERT INTO "response" VALUES(24,7,2,'W2','level',4,NULL,'','',NULL,'2026-11-28 00:44:31.888605',NULL,2,0);
INSERT INTO "response" VALUES(25,7,2,'P1','level',0,NULL,'','',NULL,'2026-11-28 00:44:31.898239',NULL,3,0);
INSERT INTO "response" VALUES(26,7,2,'P2','number',NULL,2.0,'','',NULL,'2026-11-28 00:44:31.914321',NULL,4,0);
INSERT INTO "response" VALUES(27,8,2,'W1','level',3,NULL,'','',NULL,'2026-11-28 00:44:31.930513',NULL,1,0);
INSERT INTO "response" VALUES(28,8,2,'W2','na',NULL,NULL,'','',NULL,'2026-11-28 00:44:31.945915',NULL,2,0);
INSERT INTO "response" VALUES(29,8,2,'P1','level',2,NULL,'','',NULL,'2026-11-28 00:44:31.953804',NULL,3,0);
INSERT INTO "response" VALUES(30,8,2,'P2','number',NULL,1.0,'','',NULL,'2026-11-28 00:44:31.966063',NULL,4,0);
INSERT INTO "response" VALUES(31,9,2,'W1','level',1,NULL,'','',NULL,'2026-11-28 00:44:32.036118',NULL,1,0);
INSERT INTO "response" VALUES(32,9,2,'W2','level',3,NULL,'','',NULL,'2026-11-28 00:44:32.046089',NULL,2,0);
INSERT INTO "response" VALUES(33,9,2,'P1','level',2,NULL,'','',NULL,'2026-11-28 00:44:32.052772',NULL,3,0);
INSERT INTO "response" VALUES(34,9,2,'P2','number',NULL,4.0,'','',NULL,'2026-11-28 00:44:32.064595',NULL,4,0);
INSERT INTO "response" VALUES(35,10,2,'W1','level',2,NULL,'','',NULL,'2026-11-28 00:44:32.078045',NULL,1,0);
INSERT INTO "response" VALUES(36,10,2,'P1','level',1,NULL,'','',NULL,'2026-11-28 00:44:32.089878',NULL,2,0);
INSERT INTO "response" VALUES(37,10,2,'P2','number',NULL,6.0,'','',NULL,'2026-11-28 00:44:32.102892',NULL,3,0);
INSERT INTO "response" VALUES(38,11,2,'W1','level',2,NULL,'','',NULL,'2026-11-28 00:44:32.122140',NULL,1,0);
INSERT INTO "response" VALUES(39,11,2,'P1','level',3,NULL,'','',NULL,'2026-11-28 00:44:32.133555',NULL,2,0);
INSERT INTO "response" VALUES(40,11,2,'P2','number',NULL,7.0,'','',NULL,'2026-11-28 00:44:32.144880',NULL,3,0);
INSERT INTO "response" VALUES(41,12,2,'W1','level',4,NULL,'','',NULL,'2026-11-28 00:44:32.170012',NULL,1,0);
INSERT INTO "response" VALUES(42,12,2,'W2','level',4,NULL,'','',NULL,'2026-11-28 00:44:32.182115',NULL,2,0);
INSERT INTO "response" VALUES(43,12,2,'P1','level',4,NULL,'','',NULL,'2026-11-28 00:44:32.194277',NULL,3,0);
INSERT INTO "response" VALUES(44,12,2,'P2','number',NULL,0.0,'','',NULL,'2026-11-28 00:44:32.206320',NULL,4,0);
INSERT INTO "response" VALUES(45,13,3,'W1','level',1,NULL,'','',NULL,'2026-11-28 00:44:32.521853',NULL,1,0);
INSERT INTO "response" VALUES(46,13,3,'W2','level',2,NULL,'','',NULL,'2026-11-28 00:44:32.533885',NULL,2,0);
INSERT INTO "response" VALUES(47,13,3,'P1','level',3,NULL,'','',NULL,'2026-11-28 00:44:32.545276',NULL,3,0);
INSERT INTO "response" VALUES(48,13,3,'P2','number',NULL,4.0,'','',NULL,'2026-11-28 00:44:32.554035',NULL,4,0);
INSERT INTO "response" VALUES(49,14,3,'W1','level',2,NULL,'','',NULL,'2026-11-28 00:44:32.562540',NULL,1,0);
INSERT INTO "response" VALUES(50,14,3,'W2','level',1,NULL,'','',NULL,'2026-11-28 00:44:32.568761',NULL,2,0);
INSERT INTO "response" VALUES(51,14,3,'P1','level',1,NULL,'','',NULL,'2026-11-28 00:44:32.577938',NULL,3,0);
INSERT INTO "response" VALUES(52,14,3,'P2','number',NULL,6.0,'','',NULL,'2026-11-28 00:44:32.594337',NULL,4,0);
INSERT INTO "response" VALUES(53,15,3,'W1','level',3,NULL,'','',NULL,'2026-11-28 00:44:32.606441',NULL,1,0);
INSERT INTO "response" VALUES(54,15,3,'W2','level',4,NULL,'','',NULL,'2026-11-28 00:44:32.618019',NULL,2,0);
INSERT INTO "response" VALUES(55,15,3,'P1','level',0,NULL,'','',NULL,'2026-11-28 00:44:32.627800',NULL,3,0);
INSERT INTO "response" VALUES(56,15,3,'P2','number',NULL,2.0,'','',NULL,'2026-11-28 00:44:32.638192',NULL,4,0);
INSERT INTO "response" VALUES(57,16,3,'W1','level',0,NULL,'','',NULL,'2026-11-28 00:44:32.649883',NULL,1,0);
INSERT INTO "response" VALUES(58,16,3,'W2','level',0,NULL,'','',NULL,'2026-11-28 00:44:32.662751',NULL,2,0);
INSERT INTO "response" VALUES(59,16,3,'P1','level',2,NULL,'','',NULL,'2026-11-28 00:44:32.677632',NULL,3,0);
INSERT INTO "response" VALUES(60,16,3,'P2','number',NULL,9.0,'','',NULL,'2026-11-28 00:44:32.694232',NULL,4,0);
INSERT INTO "response" VALUES(61,17,3,'W1','level',1,NULL,'','',NULL,'2026-11-28 00:44:32.751306',NULL,1,0);
INSERT INTO "response" VALUES(62,17,3,'W2','level',1,NULL,'','',NULL,'2026-11-28 00:44:32.768180',NULL,2,0);
INSERT INTO "response" VALUES(63,17,3,'P1','level',1,NULL,'','',NULL,'2026-11-28 00:44:32.777905',NULL,3,0);
INSERT INTO "response" VALUES(64,17,3,'P2','number',NULL,4.0,'','',NULL,'2026-11-28 00:44:32.787641',NULL,4,0);
INSERT INTO "response" VALUES(65,18,3,'W1','level',2,NULL,'','',NULL,'2026-11-28 00:44:32.796875',NULL,1,0);
INSERT INTO "response" VALUES(66,18,3,'W2','level',2,NULL,'','',NULL,'2026-11-28 00:44:32.812115',NULL,2,0);
INSERT INTO "response" VALUES(67,18,3,'P1','level',2,NULL,'','',NULL,'2026-11-28 00:44:32.826215',NULL,3,0);
INSERT INTO "response" VALUES(68,18,3,'P2','number',NULL,6.0,'','',NULL,'2026-11-28 00:44:32.834188',NULL,4,0);
INSERT INTO "response" VALUES(69,19,3,'W1','level',3,NULL,'','',NULL,'2026-11-28 00:44:32.841984',NULL,1,0);
INSERT INTO "response" VALUES(70,19,3,'W2','level',3,NULL,'','',NULL,'2026-11-28 00:44:32.854082',NULL,2,0);
INSERT INTO "response" VALUES(71,19,3,'P1','level',3,NULL,'','',NULL,'2026-11-28 00:44:32.862271',NULL,3,0);
INSERT INTO "response" VALUES(72,19,3,'P2','number',NULL,2.0,'','',NULL,'2026-11-28 00:44:32.873957',NULL,4,0);
INSERT INTO "response" VALUES(73,13,4,'W1','level',1,NULL,'','',NULL,'2026-11-28 00:44:32.986999',NULL,5,0);
INSERT INTO "response" VALUES(74,13,4,'W2','level',2,NULL,'','',NULL,'2026-11-28 00:44:33.008409',NULL,6,0);
INSERT INTO "response" VALUES(75,13,4,'P1','level',3,NULL,'','',NULL,'2026-11-28 00:44:33.022059',NULL,7,0);
INSERT INTO "response" VALUES(76,13,4,'P2','number',NULL,4.0,'','',NULL,'2026-11-28 00:44:33.028503',NULL,8,0);
INSERT INTO "response" VALUES(77,14,4,'W1','level',2,NULL,'','',NULL,'2026-11-28 00:44:33.038711',NULL,5,0);
INSERT INTO "response" VALUES(78,14,4,'W2','level',1,NULL,'','',NULL,'2026-11-28 00:44:33.047128',NULL,6,0);
INSERT INTO "response" VALUES(79,14,4,'P1','level',1,NULL,'','',NULL,'2026-11-28 00:44:33.061659',NULL,7,0);
INSERT INTO "response" VALUES(80,14,4,'P2','number',NULL,6.0,'','',NULL,'2026-11-28 00:44:33.070923',NULL,8,0);
INSERT INTO "response" VALUES(81,15,4,'W1','level',3,NULL,'','',NULL,'2026-11-28 00:44:33.087059',NULL,5,0);
INSERT INTO "response" VALUES(82,15,4,'W2','level',4,NULL,'','',NULL,'2026-11-28 00:44:33.102462',NULL,6,0);
INSERT INTO "response" VALUES(83,15,4,'P1','level',0,NULL,'','',NULL,'2026-11-28 00:44:33.114287',NULL,7,0);
INSERT INTO "response" VALUES(84,15,4,'P2','number',NULL,2.0,'','',NULL,'2026-11-28 00:44:33.126794',NULL,8,0);
INSERT INTO "response" VALUES(85,17,4,'W1','level',1,NULL,'','',NULL,'2026-11-28 00:44:33.142176',NULL,5,0);
INSERT INTO "response" VALUES(86,17,4,'W2','level',1,NULL,'','',NULL,'2026-11-28 00:44:33.147179',NULL,6,0);
INSERT INTO "response" VALUES(87,17,4,'P1','level',1,NULL,'','',NULL,'2026-11-28 00:44:33.164130',NULL,7,0);
INSERT INTO "response" VALUES(88,17,4,'P2','number',NULL,4.0,'','',NULL,'2026-11-28 00:44:33.174566',NULL,8,0);
INSERT INTO "response" VALUES(89,18,4,'W1','level',2,NULL,'','',NULL,'2026-11-28 00:44:33.186515',NULL,5,0);
INSERT INTO "response" VALUES(90,18,4,'W2','level',2,NULL,'','',NULL,'2026-11-28 00:44:33.198082',NULL,6,0);
INSERT INTO "response" VALUES(91,18,4,'P1','level',2,NULL,'','',NULL,'2026-11-28 00:44:33.214961',NULL,7,0);
INSERT INTO "response" VALUES(92,18,4,'P2','number',NULL,6.0,'','',NULL,'2026-11-28 00:44:33.225975',NULL,8,0);
INSERT INTO "response" VALUES(93,19,4,'W1','level',3,NULL,'','',NULL,'2026-11-28 00:44:33.234156',NULL,5,0);
INSERT INTO "response" VALUES(94,19,4,'W2','level',3,NULL,'','',NULL,'2026-11-28 00:44:33.250227',NULL,6,0);
INSERT INTO "response" VALUES(95,19,4,'P1','level',3,NULL,'','',NULL,'2026-11-28 00:44:33.260975',NULL,7,0);
INSERT INTO "response" VALUES(96,19,4,'P2','number',NULL,2.0,'','',NULL,'2026-11-28 00:44:33.274042',NULL,8,0);
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
INSERT INTO "round" VALUES(1,1,1,NULL,'2026-11-28 00:44:31.158739',NULL,NULL,NULL);
INSERT INTO "round" VALUES(2,2,1,NULL,'2026-11-28 00:44:31.760380','2026-11-28 00:44:32.225799','2026-11-28 00:44:32.382024','fdbaeef8219762cd154fb6701481b91de0285dcba01318fe4e4abab77ea93e8b');
INSERT INTO "round" VALUES(3,3,1,NULL,'2026-11-28 00:44:32.441460','2026-11-28 00:44:32.877771','2026-11-28 00:44:32.961260','8c6d893eb036606611a33d7602aa7765d9318e2e8fd8279d74920aeb04f562f1');
INSERT INTO "round" VALUES(4,3,2,NULL,'2026-11-28 00:44:32.976276','2026-11-28 00:44:33.286769','2026-11-28 00:44:33.382296','d5054403e3b5a5c719a6a51377f0b50accd0e480ee7aa2d005a1716272a99731');
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
INSERT INTO "staff_act" VALUES(1,'2026-11-28 00:44:31.135688','host','workshop set up','AEDJ9J','host','Amidst','Amidst',NULL,'{"city": {"name": "Amidst", "country": "Portugal", "population": 100000, "coast": true, "hazards": ["flood"], "income": null, "latitude": null, "longitude": null}, "framework": "two-themes", "tier": "full", "language": "en", "timezone": "Europe/Lisbon", "date": "2026-10-13", "k": 3, "probable": "The river floods the station.", "severe": "The sea and the river flood the city.", "version": "1", "departments": {"Water": 5, "Power": 5, "Roads": 5}, "links": {"facilitator": 1, "cofacilitator": 2, "official": 3, "lead \u00b7 Water": 4, "lead \u00b7 Power": 5, "lead \u00b7 Roads": 6}}');
INSERT INTO "staff_act" VALUES(2,'2026-11-28 00:44:31.165874','host','vote opened','AEDJ9J','host','Amidst','','{"phase": "preparing", "vote": null, "asked": null}','{"phase": "voting", "vote": 1, "asked": null}');
INSERT INTO "staff_act" VALUES(3,'2026-11-28 00:44:31.742957','host','workshop set up','KXHQJN','host','Bared','Bared',NULL,'{"city": {"name": "Bared", "country": "Portugal", "population": 100000, "coast": true, "hazards": ["flood"], "income": null, "latitude": null, "longitude": null}, "framework": "two-themes", "tier": "full", "language": "en", "timezone": "Europe/Lisbon", "date": "2026-10-13", "k": 3, "probable": "The river floods the station.", "severe": "The sea and the river flood the city.", "version": "1", "departments": {"Water": 5, "Power": 5, "Roads": 5}, "links": {"facilitator": 7, "cofacilitator": 8, "official": 9, "lead \u00b7 Water": 10, "lead \u00b7 Power": 11, "lead \u00b7 Roads": 12}}');
INSERT INTO "staff_act" VALUES(4,'2026-11-28 00:44:31.761462','host','vote opened','KXHQJN','host','Bared','','{"phase": "preparing", "vote": null, "asked": null}','{"phase": "voting", "vote": 1, "asked": null}');
INSERT INTO "staff_act" VALUES(5,'2026-11-28 00:44:32.372708','host','vote closed','KXHQJN','host','Bared','','{"phase": "voting", "vote": 1, "asked": null}','{"phase": "vote closed", "vote": 1, "asked": null}');
INSERT INTO "staff_act" VALUES(6,'2026-11-28 00:44:32.383414','host','revealed','KXHQJN','host','Bared','','{"phase": "vote closed", "vote": 1, "asked": null}','{"phase": "revealed", "vote": 1, "asked": null}');
INSERT INTO "staff_act" VALUES(7,'2026-11-28 00:44:32.425525','host','workshop set up','JARY6H','host','Closed','Closed',NULL,'{"city": {"name": "Closed", "country": "Portugal", "population": 100000, "coast": true, "hazards": ["flood"], "income": null, "latitude": null, "longitude": null}, "framework": "two-themes", "tier": "full", "language": "en", "timezone": "Europe/Lisbon", "date": "2026-10-13", "k": 3, "probable": "The river floods the station.", "severe": "The sea and the river flood the city.", "version": "1", "departments": {"Water": 5, "Power": 5, "Roads": 5}, "links": {"facilitator": 13, "cofacilitator": 14, "official": 15, "lead \u00b7 Water": 16, "lead \u00b7 Power": 17, "lead \u00b7 Roads": 18}}');
INSERT INTO "staff_act" VALUES(8,'2026-11-28 00:44:32.442462','host','vote opened','JARY6H','host','Closed','','{"phase": "preparing", "vote": null, "asked": null}','{"phase": "voting", "vote": 1, "asked": null}');
INSERT INTO "staff_act" VALUES(9,'2026-11-28 00:44:32.946361','host','vote closed','JARY6H','host','Closed','','{"phase": "voting", "vote": 1, "asked": null}','{"phase": "vote closed", "vote": 1, "asked": null}');
INSERT INTO "staff_act" VALUES(10,'2026-11-28 00:44:32.962226','host','revealed','JARY6H','host','Closed','','{"phase": "vote closed", "vote": 1, "asked": null}','{"phase": "revealed", "vote": 1, "asked": null}');
INSERT INTO "staff_act" VALUES(11,'2026-11-28 00:44:32.977532','host','vote opened','JARY6H','host','Closed','','{"phase": "revealed", "vote": 1, "asked": null}','{"phase": "voting", "vote": 2, "asked": null}');
INSERT INTO "staff_act" VALUES(12,'2026-11-28 00:44:33.366214','host','vote closed','JARY6H','host','Closed','','{"phase": "voting", "vote": 2, "asked": null}','{"phase": "vote closed", "vote": 2, "asked": null}');
INSERT INTO "staff_act" VALUES(13,'2026-11-28 00:44:33.383302','host','revealed','JARY6H','host','Closed','','{"phase": "vote closed", "vote": 2, "asked": null}','{"phase": "revealed", "vote": 2, "asked": null}');
INSERT INTO "staff_act" VALUES(14,'2026-11-28 00:44:33.410473','host','level agreed','JARY6H','host','Closed','W1',NULL,'{"outcome": 2, "reason": "Seen on the map."}');
INSERT INTO "staff_act" VALUES(15,'2026-11-28 00:44:33.428875','host','workshop closed','JARY6H','host','Closed','','{"phase": "revealed", "vote": 2, "asked": null}','{"phase": "closed", "vote": 2, "asked": null, "signed_by": "Ana Sousa, mayor''s office", "method": "1"}');
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
INSERT INTO "unit" VALUES(1,2,'Water',0);
INSERT INTO "unit" VALUES(2,2,'Other departments',1);
INSERT INTO "unit" VALUES(3,3,'Water',0);
INSERT INTO "unit" VALUES(4,3,'Roads',1);
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
INSERT INTO "workshop" VALUES(1,'AEDJ9J',1,'two-themes','1','6f5b6d2c04f753dfe8bdfef19d51cde7495148cf5f42894b86e5087c54a43e8f','full','en','Europe/Lisbon','2026-10-13',3,'The river floods the station.','The sea and the river flood the city.',1,'2026-11-28 00:44:31.107948',NULL,NULL);
INSERT INTO "workshop" VALUES(2,'KXHQJN',2,'two-themes','1','6f5b6d2c04f753dfe8bdfef19d51cde7495148cf5f42894b86e5087c54a43e8f','full','en','Europe/Lisbon','2026-10-13',3,'The river floods the station.','The sea and the river flood the city.',3,'2026-11-28 00:44:31.730084',NULL,NULL);
INSERT INTO "workshop" VALUES(3,'JARY6H',3,'two-themes','1','6f5b6d2c04f753dfe8bdfef19d51cde7495148cf5f42894b86e5087c54a43e8f','full','en','Europe/Lisbon','2026-10-13',3,'The river floods the station.','The sea and the river flood the city.',8,'2026-11-28 00:44:32.412643','2026-11-28 00:44:33.421997',NULL);
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
CREATE INDEX ix_publication_basis ON publication (basis);
CREATE INDEX ix_publication_framework ON publication (framework);
CREATE INDEX ix_publication_newest ON publication (newest, content_sha256);
CREATE INDEX ix_publication_published_at ON publication (published_at);
CREATE INDEX ix_published_score_counted ON published_score (invented, basis, code, score);
DELETE FROM "sqlite_sequence";
COMMIT;
