"""What a mailing to partner unions says before an organiser has made it their own, in each language."""

TEXTS = {
    "en": (
        "A request for solidarity: {{campaign.title}}",
        """Dear {{contact.name}},

we write to {{partner.name}} because colleagues need help that a union alone cannot give: **{{campaign.title}}**.

What happened, whom it concerns and what we demand stands on the page of the campaign: {{campaign.link}}

Please sign there, and pass it on to your members. If you can, send a letter of your own to those who have to decide; \
ours is attached where it is ready.

In solidarity
{{sender.organisation}}
""",
    ),
    "ru": (
        "Просим о солидарности: {{campaign.title}}",
        """{{contact.name}}, здравствуйте!

Мы обращаемся к вам, в {{partner.name}}, потому что нашим товарищам нужна помощь, которую одна организация оказать не \
может: **{{campaign.title}}**.

Что произошло, кого это касается и чего мы требуем, рассказано на странице кампании: {{campaign.link}}

Пожалуйста, подпишите там обращение и расскажите о нём членам вашей организации. Если можете, отправьте и собственное \
письмо тем, от кого зависит решение; наше приложено, если оно уже готово.

С солидарностью
{{sender.organisation}}
""",
    ),
}
