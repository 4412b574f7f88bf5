"""Files of evidence are saved by people with a role in the workshop, and never shown by a browser."""

import pytest

from resilience.services.access.tokens import STAFF
from resilience.services.evidence.entries import add_evidence
from resilience.services.evidence.facts import EvidenceUpload
from resilience.web.evidence import attachment
from tests.services.evidence.test_evidence import FILE, PLAN
from tests.services.held import HOST, Held
from tests.web.conftest import Opens
from tests.web.stage.test_stage import runs


@pytest.mark.parametrize("dialect", ["postgresql"])  # whose numbers have 32 bits
def test_a_file_is_only_saved_and_only_by_people_with_a_role(browser: Opens, held: Held) -> None:
    upload = EvidenceUpload('洪水 "plan";.pdf', b"%PDF-1.7 <script>alert(1)</script>")
    number = add_evidence(held.store, HOST, held.code, FILE, upload)
    address = f"/evidence-file/{held.code}/{number}"
    for role in ("official", "lead", "cofacilitator"):
        reader = browser()
        reader.cookies[STAFF] = held.link(role).token or ""
        answer = reader.get(address)
        assert (answer.status, answer.content) == (200, upload.content)
        assert answer.headers["content-type"] == "application/octet-stream"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["content-security-policy"].startswith("default-src 'none'")
        assert answer.headers["content-disposition"] == (
            "attachment; filename=\"_-plan-_.pdf\"; filename*=UTF-8''%E6%B4%AA%E6%B0%B4%20-plan-%3B.pdf"
        )
    assert browser().get(address).status == 403


def test_what_is_not_there_is_not_found(browser: Opens, held: Held) -> None:
    link = add_evidence(held.store, HOST, held.code, PLAN)
    staff = runs(browser, held)
    for number in (link, link + 1, "9" * 30, "-1"):
        assert staff.get(f"/evidence-file/{held.code}/{number}").status == 404
    assert staff.get(f"/evidence-file/{held.code}/plan.pdf").status == 400


def test_a_name_cannot_add_a_header() -> None:
    said = attachment('a"\r\nSet-Cookie: x=1;.pdf')
    assert said.isascii() and not set(said) & set("\r\n") and said.count('"') == 2
