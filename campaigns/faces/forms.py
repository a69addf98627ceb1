"""Form classes of portraits."""

from typing import Any

from pydantic import create_model

from campaigns.case_forms import PastDay
from campaigns.forms import SeenMark, in_each_language
from campaigns.models.portrait import PictureConsent
from foundation.web.fields import Line
from foundation.web.forms import Form, Upload


class _PortraitFields(Form):
    """`portrait_` where a field of the case on the same page bears the name."""

    seen: SeenMark = ""
    picture: Upload | None = None
    credit: Line = ""
    given_by: Line = ""
    picture_consent: PictureConsent
    picture_consent_by: Line = ""
    picture_consent_on: PastDay | None = None
    portrait_hold: bool = False


PortraitForm: Any = create_model("PortraitForm", __base__=_PortraitFields, **in_each_language(alt=Line))
