"""The guard: what it stops, what it lets pass, and that neither disguise nor length gets round it."""

from __future__ import annotations

import subprocess
import sys
import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from community.cases.guard import Finding, find_identifiers

_calm = settings(deadline=None, max_examples=60)  # a busy machine is no failure


def _blocked(text: str, country: str = "gb") -> list[str]:
    return [text[found.start : found.end] for found in find_identifiers(text, country) if found.blocks]


def _kinds(text: str, country: str = "gb") -> list[tuple[str, bool]]:
    return [(found.kind, found.blocks) for found in find_identifiers(text, country)]


@pytest.mark.parametrize(
    ("text", "number", "kind"),
    [
        ("Her NHS number is 943 476 5870.", "943 476 5870", "gb-nhs"),
        ("N.H.S. no: 943-476-5870", "943-476-5870", "gb-nhs"),
        ("NHS9434765870 was seen in clinic", "9434765870", "gb-nhs"),
        ("943 476 5870 (NHS)", "943 476 5870", "gb-nhs"),
        ("H&C number 943 476 5870", "943 476 5870", "gb-nhs"),
        ("CHI 010101 0001, seen at home", "010101 0001", "gb-chi"),
        ("IHI 539800081200000134", "539800081200000134", "ie-ihi"),
        ("PPS number 1234567T confirmed", "1234567T", "ie-pps"),
        ("PPSN: 6433435 OA", "6433435 OA", "ie-pps"),
        ("SSN 536-90-4399", "536-90-4399", "us-ssn"),
        ("Here's my social security number: 536904399", "536904399", "us-ssn"),
        ("MBI 1EG4-TE5-MK73", "1EG4-TE5-MK73", "us-mbi"),
        ("SIN 130 692 544", "130 692 544", "ca-sin"),
        ("OHIP 1234-567-897 AB", "1234-567-897 AB", "ca-on"),
        ("Personal health number 9698 658 215", "9698 658 215", "ca-bc"),
        ("carte d’assurance maladie TREM 5802 1415", "TREM 5802 1415", "ca-qc"),
        ("MCP 123 456 789 012", "123 456 789 012", "ca-nl"),
        ("health card N1234567", "N1234567", "ca-nt"),
        ("Alberta PHN 123456789", "123456789", "ca-nine"),
        ("Medicare 2123 45670 1", "2123 45670 1", "au-medicare"),
        ("IHI 8003 6088 3335 7361", "8003 6088 3335 7361", "au-ihi"),
        ("NHI ZAC5361", "ZAC5361", "nz-nhi"),
        ("NHI: ZBN77VL", "ZBN77VL", "nz-nhi-2026"),
        ("SA ID 750330 5044 08 9", "750330 5044 08 9", "za-id"),
        ("ID-nommer 8001015009087", "8001015009087", "za-id"),
        ("hospital number 943 476 5870", "943 476 5870", "gb-nhs"),
    ],
)
@pytest.mark.parametrize("country", ["us", "za"])
def test_a_named_identifier_blocks_in_every_country(text, number, kind, country):
    findings = find_identifiers(text, country)
    assert [(found.kind, text[found.start : found.end], found.blocks) for found in findings] == [(kind, number, True)]


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("943 476 5870", "gb"),  # printed as on a card, at home
        ("0101010001", "gb"),  # a birth date inside, at home
        ("010101 0001", "us"),  # printed, and a birth date inside
        ("7503305044089", "us"),  # birth date and citizenship
        ("8003608833357361", "us"),  # reserved prefix
        ("539800081200000134", "us"),  # two check digits
        ("TREM 5802 1415", "us"),  # printed, and a birth date inside
        ("2123 45670 1", "au"),
        ("130-692-544", "ca"),
        ("6433435OA", "ie"),
    ],
)
def test_two_signs_block_without_a_word(text, country):
    assert _blocked(f"Seen in clinic. {text} and reviewed.", country) == [text]


@pytest.mark.parametrize(
    ("text", "country", "kinds"),
    [
        ("536-90-4399", "us", [("us-ssn", False)]),
        ("130-692-544", "gb", [("ca-sin", False)]),
        ("ZAC5361", "nz", [("nz-nhi", False)]),
        ("6433435OA", "gb", [("ie-pps", False)]),
        ("9434765870", "gb", []),
        ("1234567T", "ie", []),
        ("1EG4TE5MK73", "us", []),
        ("123456789", "ca", []),
    ],
)
def test_one_sign_is_only_a_hint_and_none_is_nothing(text, country, kinds):
    assert _kinds(f"Seen in clinic. {text} and reviewed.", country) == kinds


@pytest.mark.parametrize(
    "text",
    [
        "NHS number 943 476 5871",
        "PPS number 1234567A",
        "SSN 000-00-0000",
        "SSN 666-12-3456",
        "Medicare 2123 45671 1",
        "NHI ZAC5362",
        "NHI DAB8233",
        "SA ID 7503305044088",
        "SA ID 7513305044089",
        "BC PHN 9698 648 215",
        "OHIP 1234-567-890",
        "IHI 8003 6088 3335 7362",
        "IHI 539800081200000135",
        "RAMQ TREM 5813 1415",
    ],
)
def test_a_wrong_check_digit_passes_even_when_named(text):
    assert _blocked(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "BP 120/80 mmHg, HR 88, RR 18, SpO2 97%, temp 37.2",
        "Na 140, K 4.5, Cl 102, urea 7.1, creatinine 88 µmol/L",
        "Given 500 mg IV over 30 min, then 10 000 000 units",
        "Platelets 350 000 then 420 000 then 510 000 /mm3",
        "CD4 counts of 350 420 510",
        "HIV-1 RNA 9434765870 copies/mL; NHS laboratory",
        "LDH 1200-1300-1400 U/L and reticulocytes 250-300-4500 cells",
        "White cell count 12 500 000, mobile mass of 12 x 34 mm",
        "Admitted 01-02-2020, discharged 2020-02-14 11:34:35",
        "Observations at 08 12 16 20 24 hours",
        "PMID: 32007145, PMID 9434765870, PMC7505114",
        "doi:10.11604/pamj.2012.11.68.993 and 10.1016/9434765870",
        "https://www.panafrican-med-journal.com/content/article/11/68/9434765870/",
        "ISBN 0-19-852663-6 and ISBN-10: 943 476 5870",
        "NCT01234567, ISRCTN 9434765870, EudraCT 2004-000446-20",
        "Lot 9434765870 of the vaccine, serial no 943 476 5870",
        "GenBank accession 9434765870",
        "PHN after zoster; MCP joints 2 and 3; MSI high; chi-square 12.3",
        "HLA2705 and DRB1501 positive, MAY2019, JAN2020",
        "ABC12DS construct; SHR1258 (pyrotinib)",
        "Pan Afr Med J. 2012;11:68-75",
        "MRN-0007 labelled a simulator bin",
        "555-0100 measured a mock device channel, not a phone number.",
        "Ki-67 at 20%, ER+ 90, CD4+ 350 420 510",
        "£9434765870 and $ 943 476 5870",
        "ratio 0.9434765870 or 943.4765870",
        "TDS @ 5 mg/kg, seen@10.30, saline @ 100ml/hr",
        "demo-alert@example.invalid",
        "Seen at St. Thomas. Come back in 2 weeks.",
        "",
        "\x00",
    ],
)
@pytest.mark.parametrize("country", ["us", "gb", "ca", "au", "ie", "nz", "za"])
def test_clinical_numbers_pass(text, country):
    assert _blocked(text, country) == []


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Write to jane.doe@nhs.net.", "jane.doe@nhs.net"),
        ("<JANE@Hospital.ORG>", "JANE@Hospital.ORG"),
        ("mailto:o'neill+ward@st-marys.co.uk,", "o'neill+ward@st-marys.co.uk"),
        ("jane [at] nhs [dot] net", "jane [at] nhs [dot] net"),
        ("jane(at)nhs.net", "jane(at)nhs.net"),
        ("jane at nhs dot net", "jane at nhs dot net"),
        ("jane @ nhs.net", "jane @ nhs.net"),
        ("ｊａｎｅ＠ｎｈｓ．ｎｅｔ", "ｊａｎｅ＠ｎｈｓ．ｎｅｔ"),
        ("ja\u200bne@n\u00adhs.net", "ja\u200bne@n\u00adhs.net"),
        ("médecin@chum.qc.ca", "médecin@chum.qc.ca"),
    ],
)
def test_an_email_address_blocks(text, address):
    findings = find_identifiers(text, "gb")
    assert [(found.kind, text[found.start : found.end], found.blocks) for found in findings] == [
        ("email", address, True)
    ]


@pytest.mark.parametrize(
    ("text", "number", "country"),
    [
        ("+44 20 7946 0958", "+44 20 7946 0958", "us"),
        ("+1-984-182-0190 mobile", "+1-984-182-0190", "gb"),
        ("+447700921916", "+447700921916", "za"),
        ("0044 20 7946 0958", "0044 20 7946 0958", "ie"),
        ("(212) 555-0143", "(212) 555-0143", "us"),
        ("780-999-2181", "780-999-2181", "gb"),
        ("780.999.2181", "780.999.2181", "ca"),
        ("780 999 2181", "780 999 2181", "ca"),
        ("1-800-555-0199", "1-800-555-0199", "us"),
        ("020 7946 0958", "020 7946 0958", "gb"),
        ("07700 900123", "07700 900123", "gb"),
        ("07700900123", "07700900123", "gb"),
        ("087 123 4567", "087 123 4567", "ie"),
        ("(01) 555 0123", "(01) 555 0123", "ie"),
        ("0412 345 678", "0412 345 678", "au"),
        ("021 123 4567", "021 123 4567", "nz"),
        ("082 123 4567", "082 123 4567", "za"),
        ("Tel: 9434765870", "9434765870", "gb"),
        ("telefoon 555-0100", "555-0100", "za"),
        ("Mobile: 07700 900123", "07700 900123", "us"),
        ("phone no. 467 3395", "467 3395", "us"),
        ("Call me on 07700 900123", "07700 900123", "gb"),
        ("téléphone : 514 555-0123", "514 555-0123", "ca"),
        ("Her daughter can be reached at 082 123 4567", "082 123 4567", "us"),
        ("０７７００ ９００１２３", "０７７００ ９００１２３", "gb"),
        ("+44\u00a020\u20117946\u200b 0958", "+44\u00a020\u20117946\u200b 0958", "us"),
    ],
)
def test_a_telephone_number_blocks(text, number, country):
    findings = find_identifiers(text, country)
    assert [(found.kind, text[found.start : found.end], found.blocks) for found in findings] == [
        ("phone", number, True)
    ]


@pytest.mark.parametrize(
    "disguised",
    [
        "943\u200b476\u200b5870",
        "\u202e943 476 5870\u202c",
        "943\u00a0476\u20095870",
        "943\u2011476\u20135870",
        "９４３ ４７６ ５８７０",
        "٩٤٣ ٤٧٦ ٥٨٧٠",
        "9\u03364\u03363\u0336 476 5870",
        "9 4 3 4 7 6 5 8 7 0",
        "94 34 76 58 70",
        "943.476.5870",
        "943\t476\t5870",
        "943\x00476\x005870",
    ],
)
def test_a_disguised_number_blocks_and_points_at_the_original(disguised):
    text = f"Ünder 💉 NHS number {disguised} today"
    (found,) = find_identifiers(text, "us")
    assert (found.kind, found.blocks) == ("gb-nhs", True)
    assert text[found.start : found.end].strip("\u202e\u202c") == disguised.strip("\u202e\u202c")


def test_superscripts_are_not_digits():
    assert _blocked("NHS 943476587⁰ and 10⁹/L") == []


def test_a_finding_says_what_and_what_to_do_and_never_the_number():
    text = "NHS number 943 476 5870, jane@nhs.net, 07700 900123"
    findings = find_identifiers(text, "gb")
    assert [found.kind for found in findings] == ["gb-nhs", "email", "phone"]
    assert [str(found.message) for found in findings] == [
        "This looks like a patient’s number (NHS number). Remove it: it stands for one person.",
        "This looks like an e-mail address. Remove it: a case must not show how to reach a person.",
        "This looks like a telephone number. Remove it: a case must not show how to reach a person.",
    ]
    for found in findings:
        assert "943" not in repr(found)
        assert "jane" not in repr(found)
        assert "900123" not in repr(found)
    (hint,) = find_identifiers("536-90-4399", "us")
    assert str(hint.message) == "This could be a patient’s number (Social Security number). Remove it if it is one."


def test_several_findings_stand_in_order_and_never_overlap():
    text = "SSN 536-90-4399 (tel 536-904-3999), NHS 943 476 5870 / NHS 943 476 5870"
    findings = find_identifiers(text, "us")
    assert [found.kind for found in findings] == ["us-ssn", "phone", "gb-nhs", "gb-nhs"]
    assert all(before.end <= after.start for before, after in pairwise(findings))


def test_an_unknown_country_only_loses_its_home_sign():
    assert _blocked("NHS 943 476 5870", "") == _blocked("NHS 943 476 5870", "xx") == ["943 476 5870"]


def test_an_eighth_country_brings_its_identifiers():
    import dataclasses

    from portal import countries

    ireland = countries.get("ie")
    malta = dataclasses.replace(
        ireland,
        code="mt",
        english_name="Malta",
        editions=(countries.Edition("mt", "en", "en-mt"),),
        patient_identifiers=(
            dataclasses.replace(
                ireland.patient_identifiers[0],
                code="mt-id",
                name="identity card",
                pattern=r"\d{7}[MGAPLHBZ]",
                lengths=(8,),
                words=("karta tal-identita",),
                check=None,
            ),
        ),
    )
    text = "karta tal-identità 1234567M"
    assert _blocked(text) == []
    countries.register(malta)
    try:
        assert _kinds(text) == [("mt-id", True)]
    finally:
        countries.unregister("mt")
    assert _blocked(text) == []


@_calm
@given(st.text(max_size=400))
def test_any_text_gets_an_answer_with_positions_inside_it(text):
    for found in find_identifiers(text, "gb"):
        assert isinstance(found, Finding)
        assert 0 <= found.start < found.end <= len(text)


@_calm
@given(st.text(alphabet="0123456789 -+()./@nhsNHS\n\u200b９", max_size=300), st.sampled_from(["us", "gb", "za"]))
def test_number_soup_gets_the_same_answer_twice(text, country):
    first, second = find_identifiers(text, country), find_identifiers(text, country)
    assert [(found.kind, found.start, found.end, found.blocks) for found in first] == [
        (found.kind, found.start, found.end, found.blocks) for found in second
    ]


@pytest.mark.parametrize(
    "part",
    [
        "a", "1", "1 ", "12 34 ", "1.", "@", "a@", "a@a.", "943 476 5871 ", "nhs 9434765871 ", "020 7946 0958 ", "\u200b",
        "٩ ", "phone:\n", "patient id 1 2 3 4 5 6 7 8 ", "http://", "BP 120/80, Na 140 mmol/L, 500 mg on 2020-01-02. ",
    ],
)  # fmt: skip
def test_time_grows_with_the_length_only(part):
    def seconds(length: int) -> float:
        text = part * (length // len(part))
        start = time.process_time()
        find_identifiers(text, "gb")
        return time.process_time() - start

    seconds(1000)
    short, long = seconds(15_000), seconds(60_000)
    assert long < 12 * short + 0.1, (short, long)


def test_more_numbers_than_can_be_checked_block():
    text = "".join(f"call 9{number:09d} " for number in range(6000))
    kinds = _kinds(text, "gb")
    assert kinds[-1][1] is True
    assert len(kinds) <= 600


def test_hints_never_hide_what_blocks():
    text = "130-692-544 " * 300 + "SSN 536-90-4399"
    assert _kinds(text, "gb")[-1] == ("us-ssn", True)


def test_nothing_heavy_is_loaded_before_the_first_use():
    code = (
        "import sys, community.cases.guard\n"
        "print([name for name in ('stdnum', 'phonenumbers') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
