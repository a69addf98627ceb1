"""What each kind of campaign asks at its launch, about ten facts each, and what it demands as a rule."""

from campaigns.models.actor import ActorKind
from campaigns.models.campaign import CampaignKind
from campaigns.models.case import CaseKind, Status
from campaigns.stock.asked import Asked, LaunchKind, Need, People, Shape
from foundation.web.language import mark

N, W, S, NUM, C = Shape.NAME, Shape.WORDS, Shape.SEVERAL, Shape.NUMBER, Shape.CHOICE
REQUIRED, EXPECTED, OPTIONAL = Need.REQUIRED, Need.EXPECTED, Need.OPTIONAL

UNION = Asked("union", mark("Union"), mark("Its own name, such as: Dockers' Union"), N, EXPECTED, ActorKind.UNION)
UNION_REQUIRED = Asked("union", UNION.label, UNION.hint, N, REQUIRED, ActorKind.UNION)
PLACE = Asked("place", mark("Town or place"), "", N, OPTIONAL)
WHO_DID_IT = mark("Who did it")

KINDS = {
    kind.kind: kind
    for kind in (
        LaunchKind(
            CampaignKind.ARREST,
            mark("Somebody was arrested, charged or put on trial for union work."),
            (
                Asked("role", mark("Role"), mark("Such as: chair")),
                UNION,
                Asked("authority", mark("Who made the arrest"), mark("Such as: the city police"), W, OPTIONAL),
                Asked("charge", mark("Charge"), mark("Such as: leading an unlawful strike")),
                Asked("held_at", mark("Place of detention"), mark("Such as: the city remand prison")),
            ),
            (
                ("release", mark("Release at once and without conditions")),
                ("charges", mark("Drop all charges for union work")),
                ("lawyer", mark("Lawyer, family and a doctor until the release")),
                ("inquiry", mark("An independent inquiry into the arrest")),
                ("union", mark("Let the union work freely")),
            ),
            mark("Date of the arrest"),
            People.SUBJECT,
            story=("held",),
            status=Status.ARRESTED,
            usual_demands=("release", "charges", "lawyer"),
        ),
        LaunchKind(
            CampaignKind.DISMISSALS,
            mark("An employer dismissed workers because of a union, or works against it."),
            (
                Asked("employer", mark("Employer"), mark("Its own name"), N, REQUIRED, ActorKind.EMPLOYER),
                UNION,
                Asked("number", mark("How many were dismissed"), "", NUM, OPTIONAL),
                PLACE,
                Asked("reason", mark("What came before the dismissals"), mark("Such as: the founding of a union")),
                Asked("stated", mark("Reason the employer gives"), mark("Such as: restructuring"), W, OPTIONAL),
            ),
            (
                ("reinstate", mark("Take the dismissed back")),
                ("compensate", mark("Pay the wages lost")),
                ("recognise", mark("Recognise the union and bargain with it")),
                ("stop", mark("Stop the pressure on members")),
                ("inspect", mark("Send the labour inspectorate")),
            ),
            mark("Date of the dismissals"),
            People.SOME,
            story=("reason", "stated", "people"),
            case=CaseKind.GROUP,
            case_name="group",
            status=Status.DISMISSED,
            usual_demands=("reinstate", "recognise", "stop"),
        ),
        LaunchKind(
            CampaignKind.UNION_DISSOLVED,
            mark("A union was dissolved, suspended or refused registration."),
            (
                UNION_REQUIRED,
                Asked(
                    "measure",
                    mark("What was done"),
                    "",
                    C,
                    REQUIRED,
                    None,
                    (
                        ("dissolved", mark("The union was dissolved"), Status.DISSOLVED),
                        ("refused", mark("Registration was refused"), Status.REGISTRATION_REFUSED),
                        ("suspended", mark("Its activities were suspended"), Status.SUSPENDED),
                        ("sued", mark("Proceedings to dissolve it were opened"), Status.SUED_FOR_CLOSURE),
                    ),
                ),
                Asked("authority", WHO_DID_IT, mark("Such as: a court"), W, OPTIONAL),
                Asked("ground", mark("Reason the authorities give"), mark("Such as: faults in the papers handed in")),
                Asked("members", mark("Number of members"), "", NUM, OPTIONAL),
            ),
            (
                ("restore", mark("Undo the measure")),
                ("assets", mark("Leave or return the property of the union")),
                ("work", mark("Let the union work freely")),
                ("members", mark("Stop the pressure on members")),
                ("law", mark("Change the rules on registration and dissolution")),
            ),
            mark("Date of the decision"),
            story=("ground", "members"),
            case=CaseKind.ORGANISATION,
            case_name="union",
            usual_demands=("restore", "assets", "work"),
        ),
        LaunchKind(
            CampaignKind.OUTLET_CLOSED,
            mark("A news outlet was closed, blocked or sued for its work."),
            (
                Asked("outlet", mark("Media outlet"), mark("Its own name"), N, REQUIRED, ActorKind.MEDIA_OUTLET),
                Asked(
                    "measure",
                    mark("What was done"),
                    "",
                    C,
                    REQUIRED,
                    None,
                    (
                        ("closed", mark("The outlet was closed"), Status.CLOSED),
                        ("sued", mark("Proceedings to close it were opened"), Status.SUED_FOR_CLOSURE),
                        ("blocked", mark("Access to it was blocked"), Status.UNDER_PRESSURE),
                        ("licence", mark("It lost its licence"), Status.SUSPENDED),
                    ),
                ),
                Asked("authority", WHO_DID_IT, mark("Such as: the public prosecutor"), W, OPTIONAL),
                Asked("ground", mark("Reason the authorities give"), mark("Such as: missing registration")),
                Asked("topic", mark("What it reports on"), mark("Such as: labour and trade unions"), S, OPTIONAL),
            ),
            (
                ("restore", mark("Undo the measure")),
                ("journalists", mark("Prosecute nobody for journalism")),
                ("return", mark("Return what was taken")),
                ("work", mark("Let the outlet work freely")),
                ("law", mark("Change the rules on closing newsrooms")),
            ),
            mark("Date of the decision"),
            story=("ground", "topic"),
            case=CaseKind.MEDIA_OUTLET,
            case_name="outlet",
            usual_demands=("restore", "journalists", "work"),
        ),
        LaunchKind(
            CampaignKind.BAD_LAW,
            mark("A law against free unions is being made, or is in force."),
            (
                Asked(
                    "law",
                    mark("Name of the law"),
                    mark("Without an article, such as: Law on Trade Unions"),
                    W,
                    REQUIRED,
                ),
                Asked(
                    "stage",
                    mark("How far it has come"),
                    "",
                    C,
                    REQUIRED,
                    None,
                    (
                        ("draft", mark("It is a draft"), Status.DRAFT_LAW),
                        ("passed", mark("It was passed and is not in force yet"), Status.PASSED_READINGS),
                        ("in_force", mark("It is in force"), Status.IN_FORCE),
                    ),
                ),
                Asked("body", mark("Who adopts it, or proposed it"), mark("Such as: parliament"), W, OPTIONAL),
                Asked("effect", mark("What it does"), mark("Such as: strikes are restricted"), S),
                Asked("union", mark("Union that protests against it"), "", N, OPTIONAL, ActorKind.UNION),
            ),
            (
                ("withdraw", mark("Withdraw or repeal it")),
                ("consult", mark("Consult the unions")),
                ("ilo", mark("Ask the ILO for comments and follow them")),
                ("standards", mark("Bring it into line with international standards")),
                ("protect", mark("Punish nobody for protest")),
            ),
            mark("Date of that step"),
            story=("effect", "protest"),
            case=CaseKind.LAW,
            case_name="law",
            usual_demands=("withdraw", "consult", "ilo"),
        ),
        LaunchKind(
            CampaignKind.STRIKE_REPRESSED,
            mark("A strike was answered with force, arrests, dismissals or bans."),
            (
                UNION_REQUIRED,
                Asked("employer", mark("Employer"), mark("Its own name"), N, OPTIONAL, ActorKind.EMPLOYER),
                PLACE,
                Asked("aim", mark("What the strike was about"), mark("Such as: unpaid wages"), S),
                Asked("measures", mark("What followed"), mark("Such as: arrests"), S),
                Asked("authority", WHO_DID_IT, mark("Such as: the police"), W, OPTIONAL),
                Asked("number", mark("How many strikers were affected"), "", NUM, OPTIONAL),
            ),
            (
                ("force", mark("No force against strikers")),
                ("release", mark("Nobody in custody for the strike")),
                ("charges", mark("Drop all charges for the strike")),
                ("reinstate", mark("Nobody loses their job for the strike")),
                ("talks", mark("Talks with the union")),
            ),
            mark("Date of the strike"),
            People.SOME,
            happened=("happened", "measures"),
            story=("aim", "number", "people"),
            case=CaseKind.GROUP,
            case_name="group",
            usual_demands=("force", "charges", "talks"),
        ),
        LaunchKind(
            CampaignKind.FORCED_LABOUR,
            mark("People are made to work under threat."),
            (
                Asked("who", mark("Who is forced"), mark("Such as: public employees"), S),
                Asked("work", mark("What work"), mark("Such as: cotton picking"), S, REQUIRED),
                Asked("threat", mark("What they are threatened with"), mark("Such as: dismissal"), S),
                Asked("authority", mark("Who gives the orders"), mark("Such as: the local authorities"), W, OPTIONAL),
                PLACE,
                Asked(
                    "union", mark("Who documents it"), mark("A union or an organisation"), N, OPTIONAL, ActorKind.OTHER
                ),
            ),
            (
                ("end", mark("End it at once")),
                ("officials", mark("Bring to court who orders it")),
                ("monitors", mark("Let unions and observers in")),
                ("hiring", mark("Free contracts and pay")),
                ("protect", mark("Punish nobody who refuses or reports")),
            ),
            mark("Since when, or when"),
            story=("threat", "authority", "monitor"),
            case=CaseKind.PRACTICE,
            case_name="practice",
            status=Status.ONGOING,
            usual_demands=("end", "officials", "monitors"),
        ),
        LaunchKind(
            CampaignKind.MISSION_RECOMMENDATIONS,
            mark("A mission has made recommendations that nobody carries out yet."),
            (
                Asked(
                    "mission",
                    mark("Mission or meeting"),
                    mark("Its own name, without an article"),
                    N,
                    REQUIRED,
                ),
                PLACE,
                Asked("participants", mark("From how many countries the participants came"), "", NUM, OPTIONAL),
                Asked(
                    "union", mark("Who speaks for it"), mark("A union or an organisation"), N, OPTIONAL, ActorKind.OTHER
                ),
                Asked("findings", mark("What it found"), mark("In a few words"), W, OPTIONAL),
            ),
            (
                ("answer", mark("Answer every recommendation in writing")),
                ("plan", mark("A plan with dates, agreed with the unions")),
                ("ilo", mark("Carry out the ILO’s recommendations")),
                ("access", mark("Let the mission see what has changed")),
                ("protect", mark("Punish nobody for speaking with it")),
            ),
            mark("Date of the recommendations"),
            story=("participants", "lead", "findings"),
            usual_demands=("answer", "plan"),
        ),
    )
}
"""In the order in which the launch offers them."""
