"""A letter whose text is an organisation's template: filled, followed while it is a draft, kept once it is approved."""

import io
from pathlib import Path

import pytest
import sqlalchemy as sa
from pypdf import PdfReader
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, select

from campaigns.actions.push import touch
from campaigns.letters.actions import save_letter
from campaigns.letters.approving import Alone, follow_up, mark_sent, prepare_approval, take_approval_back
from campaigns.letters.blocks import Supporter
from campaigns.letters.contents import LetterContents
from campaigns.letters.falling import HELD
from campaigns.letters.gather import gather_letter
from campaigns.letters.kinds import LetterKind
from campaigns.letters.models import Follows, Letter, LetterState
from campaigns.letters.offered import offered_letter, personal_letter
from campaigns.letters.plain import plain_letter
from campaigns.letters.render import letter_text
from campaigns.letters.templated.actions import (
    delete_template,
    make_template,
    restore_version,
    save_template,
    take_back,
)
from campaigns.letters.templated.models import LetterTemplate, LetterTemplateVersion
from campaigns.letters.templated.shipped import shipped_templates
from campaigns.letters.templated.writing import GONE, NAMES_HELD
from campaigns.letters.writing import write_letter
from campaigns.models.case import Case
from campaigns.models.demand import Demand
from foundation.accounts.access import SignedIn
from foundation.accounts.roles import Role
from foundation.errors import BadInput, Conflict
from foundation.files import read
from tests.campaigns.letters.papers import ASTANA, CONTACT, SIGNED, confirmed, words_of
from tests.clocks import zone_where_it_is
from tests.factories.accounts import an_organiser
from tests.factories.letters import a_mission, a_sender, an_arrest, approved

TEXT = """We write about {{campaign.title}}.

{{letter.own_words}}

In {{country.name}} we ask "at once":

{{#demands}}
{{demand.number}}. {{demand.text}}
{{/demands}}"""


class World:
    def __init__(self, session: Session, files_dir: Path) -> None:
        self.session, self.files_dir = session, files_dir
        self.organisation = a_sender(session)
        self.campaign = a_mission(session, self.organisation)
        self.author = an_organiser(session, self.organisation)
        self.second = an_organiser(session, self.organisation, Role.REVIEWER, email="second@example.org")
        confirmed(session, self.campaign, "kz-president", ASTANA)

    def template(self, text: str = TEXT, *, by: SignedIn | None = None, supporters: bool = False) -> LetterTemplate:
        return make_template(
            self.session,
            user=by or self.author,
            kind=LetterKind.APPEAL,
            language="en",
            name="Ours",
            text=text,
            for_supporters=supporters,
        )

    def save(self, template: LetterTemplate | None, **values: object) -> Letter:
        return save_letter(
            self.session,
            campaign=self.campaign,
            kind=LetterKind.APPEAL,
            office_id="kz-president",
            language="en",
            values=SIGNED["en"] | {"template_id": template.id if template else None} | values,
            by=self.author,
        )

    def contents(self, letter: Letter) -> LetterContents:
        self.session.flush()
        return gather_letter(self.session, campaign=self.campaign, letter=letter)

    def change(
        self, template: LetterTemplate, text: str, *, by: SignedIn | None = None, supporters: bool = False
    ) -> None:
        save_template(
            self.session, user=by or self.author, template=template, name="Ours", text=text, for_supporters=supporters
        )

    def approve(self) -> Letter:
        return approved(self.session, self.files_dir, self.campaign, by=self.second)

    def supporters_text(self) -> str:
        offered = offered_letter(self.session, campaign=self.campaign, office_id="kz-president", wished="en")
        return plain_letter(offered.contents)

    def hold(self, name: str) -> None:
        cases = self.session.exec(select(Case).where(Case.campaign_id == self.campaign.id)).all()
        case = next(case for case in cases if name in case.name["en"])
        case.hold = True
        touch(self.session, self.campaign, user=None)


@pytest.fixture
def world(session: Session, tmp_path: Path) -> World:
    return World(session, tmp_path)


def test_the_template_writes_the_text_and_the_product_all_around_it(world: World) -> None:
    letter = world.save(world.template(), own_words="Our own paragraph on {{office.title}}.")
    contents = world.contents(letter)
    assert contents.lacks == ()
    html = str(letter_text(contents))
    assert "In the Republic of Kazakhstan we ask “at once”:" in html.replace("\xa0", " ")
    assert "Our own paragraph on" in html
    assert html.count('class="figure"') == 7
    assert '<li value="7"><span class="figure">7.</span>' in html
    assert "We respectfully ask" not in html, "the product's own part is gone"
    assert contents.salutation
    assert contents.enclosures
    pdf = write_letter(world.session, campaign=world.campaign, kind=letter.kind, office="kz-president", language="en")
    words = words_of(PdfReader(io.BytesIO(pdf.content)))
    assert "We write about" in words
    assert "Enclosure" in words


def test_what_was_met_is_left_out_and_the_numbers_stay(world: World) -> None:
    letter = world.save(world.template("{{#demands}}\n{{demand.number}}. {{demand.text}}\n{{/demands}}"))
    dropped = world.session.exec(select(Demand).where(Demand.key == "kz-2")).one()
    dropped.hold = True
    html = str(letter_text(world.contents(letter)))
    assert '<li value="1">' in html
    assert '<li value="3">' in html
    assert '<li value="2">' not in html


def test_facts_that_look_like_markdown_or_html_show_as_they_are(world: World) -> None:
    world.campaign.title = {"en": "<b>1.</b> *Free* [us](http://x) {{office.title}} O'Brien", "ru": "Свободу"}
    html = str(letter_text(world.contents(world.save(world.template("About {{campaign.title}}"))))).replace("\xa0", " ")
    assert "About &lt;b&gt;1.&lt;/b&gt; *Free* [us](http://x) {{office.title}} O’Brien" in html


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("One\n{{campaign.titel}}", "Line 2, column 1 of the template: there is no field {{campaign.titel}}. Did you"),
        ("{{#demands}} {{demand.text}}", "begins a part that no {{/demands}} ends"),
        ("{{people.held_at}}", "this letter has nothing yet for {{people.held_at}}"),
        ("{{letter.quote}} x", "this letter has nothing yet for {{letter.quote}}"),
    ],
)
def test_what_is_wrong_or_missing_keeps_a_letter_from_being_approved(world: World, text: str, said: str) -> None:
    contents = world.contents(world.save(world.template(text)))
    assert any(said in str(lack) and lack.field == "template_id" for lack in contents.lacks)
    assert "⟦" in letter_text(contents)
    with pytest.raises(Conflict, match="still a draft"):
        world.approve()


def test_nothing_to_repeat_is_a_lack(world: World) -> None:
    letter = world.save(world.template("{{#enclosures}}\n- {{enclosure.text}}\n{{/enclosures}}"), enclosures=[])
    assert "nothing to repeat for {{#enclosures}}" in str(world.contents(letter).lacks[0])
    letter.enclosures = ["A list"]
    assert "A list" in letter_text(world.contents(letter))


def test_a_paragraph_of_ones_own_is_never_lost_unseen(world: World) -> None:
    letter = world.save(world.template("About {{campaign.title}}."), own_words="Mind this.")
    assert "no place for the paragraph of your own" in str(world.contents(letter).lacks[0])


def test_a_draft_follows_the_template_and_an_approved_letter_stays(world: World) -> None:
    template = world.template()
    letter = world.save(template)
    world.change(template, TEXT.replace("We write", "We write again"))
    world.save(template)
    assert "We write again" in letter_text(world.contents(letter))
    world.approve()
    assert (letter.template_id, letter.template_version) == (template.id, 2)
    frozen = read(world.files_dir, str(letter.file_sha256))
    world.change(template, "Something else about {{campaign.title}}.")
    delete_template(world.session, user=world.author, template=template)
    touch(world.session, world.campaign, user=None)
    world.session.refresh(letter)
    assert letter.state is LetterState.APPROVED, "its approval has not fallen"
    assert "We write again" in letter_text(world.contents(letter))
    assert read(world.files_dir, str(letter.file_sha256)) == frozen
    with pytest.raises(DBAPIError, match="stays as it is"), world.session.begin_nested():
        world.session.execute(sa.update(Letter).values(template_version=1))

    take_approval_back(world.session, campaign=world.campaign, letter=letter, user=world.author)
    assert letter.template_version is None
    assert GONE in [lack.words for lack in world.contents(letter).lacks]
    take_back(world.session, user=world.author, template=template)
    assert "Something else" in letter_text(world.contents(letter))


def test_whoever_changed_the_template_last_does_not_approve_the_letter(world: World) -> None:
    template = world.template()
    world.save(template)
    world.change(template, TEXT + "\n\nAdded for {{country.name}}.", by=world.second)
    with pytest.raises(Conflict, match="You changed its template"):
        world.approve()
    world.save(template)
    assert world.approve().state is LetterState.APPROVED, "the author has seen it and saved it"


def test_an_emergency_stays_possible(world: World) -> None:
    template = world.template(by=world.second)
    letter = world.save(template)
    alone = Alone("Two persons were arrested again.", zone_where_it_is(2))
    contents = prepare_approval(world.session, campaign=world.campaign, letter=letter, user=world.second, alone=alone)
    assert contents.template
    assert contents.template.template_id == template.id


def test_every_save_keeps_the_text_before_it_and_one_can_be_brought_back(world: World) -> None:
    template = world.template()
    world.change(template, "Second, {{campaign.title}}.")
    world.change(template, "Second, {{campaign.title}}.")
    restore_version(world.session, user=world.second, template=template, number=1)
    found = world.session.exec(select(LetterTemplateVersion).order_by(sa.text("number"))).all()
    assert [(one.number, one.text, one.saved_by_id) for one in found] == [
        (1, TEXT, world.author.user_id),
        (2, "Second, {{campaign.title}}.", world.author.user_id),
        (3, TEXT, world.second.user_id),
    ]


def test_a_template_that_names_somebody_on_hold_leaves_in_no_letter(world: World) -> None:
    names = [case.name["en"] for case in world.session.exec(select(Case)).all() if case.kind == "person"]
    name = names[0]
    template = world.template(f"Free {name}, says {{{{campaign.title}}}}.", supporters=True)
    letter = world.save(template)
    world.approve()
    assert f"Free {name}" in world.supporters_text()
    world.hold(name)
    world.session.refresh(letter)
    assert letter.fell_because == HELD
    assert f"Free {name}" not in world.supporters_text()
    contents = world.contents(letter)
    assert NAMES_HELD in [warning.words for warning in contents.warnings]
    with pytest.raises(Conflict, match="on hold"):
        world.approve()


def test_a_sent_letter_of_a_held_name_lends_supporters_no_words(world: World) -> None:
    name = next(case.name["en"] for case in world.session.exec(select(Case)).all() if case.kind == "person")
    world.save(world.template(f"Free {name}, says {{{{campaign.title}}}}.", supporters=True))
    letter = world.approve()
    letter.state = LetterState.SENT
    world.session.add(letter)
    world.hold(name)
    assert f"Free {name}" not in world.supporters_text()


@pytest.mark.parametrize("set_as", ["_{0}_", "__{0}__", "*{0}*", "{1}&#{2};{3}", "{1}{4}**{3}**", "{1}{4}&shy;{3}"])
def test_a_name_on_hold_is_found_however_it_is_set(world: World, set_as: str) -> None:
    name = next(case.name["en"] for case in world.session.exec(select(Case)).all() if case.kind == "person")
    surname = name.split()[-1]
    written = set_as.format(surname, surname[:2], ord(surname[2]), surname[3:], surname[2])
    letter = world.save(world.template(f"Free {written}, says {{{{campaign.title}}}}.", supporters=True))
    world.approve()
    assert "says" in world.supporters_text()
    world.hold(name)
    world.session.refresh(letter)
    assert letter.fell_because == HELD
    assert "says" not in world.supporters_text()
    assert NAMES_HELD in [warning.words for warning in world.contents(letter).warnings]
    with pytest.raises(Conflict, match="on hold"):
        world.approve()


def test_supporters_take_the_template_once_a_letter_with_it_is_approved(world: World) -> None:
    template = world.template(
        "About {{campaign.title}}.\n\n{{#demands}}\n- {{demand.text}}\n{{/demands}}", supporters=True
    )
    letter = world.save(template)
    assert "About" not in world.supporters_text().splitlines()[2]
    world.approve()
    assert world.supporters_text().split("\n\n")[1].startswith("About ")
    supporter = Supporter("Ada Example", "Lyon", sentence="I'm a *docker* {{office.title}}.")
    taken = personal_letter(
        world.session, campaign=world.campaign, office_id="kz-president", language="en", supporter=supporter
    )
    assert "I’m a *docker* {{office.title}}." in plain_letter(taken).replace("\xa0", " ")
    take_approval_back(world.session, campaign=world.campaign, letter=letter, user=world.author)
    assert "I am writing to you" in world.supporters_text(), "without an approval the product's own text is back"


@pytest.mark.parametrize(("more", "flag"), [("", False), (" {{sender.name}}", True), (" {{contact.name}}", True)])
def test_what_one_person_cannot_sign_is_no_supporters_letter(world: World, more: str, flag: bool) -> None:
    world.save(world.template(f"About {{{{campaign.title}}}}.{more}", supporters=flag), **CONTACT)
    world.approve()
    assert "I am writing to you" in world.supporters_text()


def test_prescribed_forms_and_foreign_languages_take_no_template(world: World) -> None:
    for kind, language in ((LetterKind.ILO_CFA_COMPLAINT, "en"), (LetterKind.APPEAL, "fr")):
        with pytest.raises(BadInput):
            make_template(
                world.session,
                user=world.author,
                kind=kind,
                language=language,
                name="Ours",
                text=TEXT,
                for_supporters=False,
            )
    template = world.template()
    letter = Letter(campaign_id=world.campaign.id, kind=LetterKind.PROTEST, office_id="kz-president", language="en")
    letter.template_id = template.id
    assert GONE in [lack.words for lack in world.contents(letter).lacks], "it was written for another kind"


@pytest.mark.parametrize("key", shipped_templates())
def test_every_shipped_template_can_be_filled_and_has_a_field_in_each_paragraph(session: Session, key: str) -> None:
    shipped = shipped_templates()[key]
    organisation = a_sender(session)
    author = an_organiser(session, organisation)
    made_up, real = an_arrest(session, organisation), a_mission(session, organisation)
    template = make_template(
        session,
        user=author,
        kind=shipped.kind,
        language=shipped.language,
        name="Copy",
        text=shipped.text,
        for_supporters=shipped.for_supporters,
    )
    office, campaign = {
        LetterKind.PARTNER_APPEAL: ("partners", made_up),
        LetterKind.PRESS_RELEASE: ("press", made_up),
    }.get(shipped.kind, ("kz-president", real))
    letter = Letter(campaign_id=campaign.id, kind=shipped.kind, office_id=office, language=shipped.language)
    for name, value in (SIGNED[shipped.language] | CONTACT).items():
        setattr(letter, name, value)
    letter.answers = {"quote": "They must go free", "standing": "A federation."}
    letter.template_id = template.id
    contents = gather_letter(session, campaign=campaign, letter=letter)
    assert not [str(lack) for lack in contents.found if lack.field == "template_id"]
    paragraphs = [one for one in shipped.text.split("\n\n") if not one.startswith("# ")]
    assert all("{{" in one for one in paragraphs), "no paragraph serves two cases unchanged"
    assert "⟦" not in letter_text(contents)


def test_supporters_take_no_words_of_which_a_correction_was_begun(world: World) -> None:
    world.save(world.template("About {{campaign.title}}.", supporters=True))
    letter = world.approve()
    mark_sent(world.session, letter=letter)
    assert world.supporters_text().split("\n\n")[1].startswith("About ")
    follow_up(world.session, campaign=world.campaign, letter=letter, user=world.author, follows=Follows.CORRECTION)
    assert "I am writing to you" in world.supporters_text()
