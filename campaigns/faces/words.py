"""What consents to a picture and the acts on it are called for people."""

from campaigns.models.portrait import PictureConsent
from foundation.accounts.acts import name_acts
from foundation.web.language import mark

CONSENTS = {
    PictureConsent.GIVEN: (
        mark("Given"),
        mark("The person or the family has agreed that everybody may see this picture."),
    ),
    PictureConsent.ASKED: (mark("Asked, no answer yet"), mark("Until then nobody but the desk sees it.")),
    PictureConsent.NOT_GIVEN: (mark("Not given"), mark("Nobody but the desk sees it.")),
}

name_acts(
    {
        "portrait.hung": mark("added a picture to a case"),
        "portrait.replaced": mark("replaced the picture of a case"),
        "portrait.changed": mark("changed what is said of a picture"),
        "portrait.removed": mark("removed the picture of a case"),
        "portrait.put_back": mark("put the picture of a case back"),
    }
)

TOO_MANY_PORTRAITS = mark("A campaign shows at most %(most)s pictures of whom it is about.")
