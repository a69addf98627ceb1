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
    "fr": (
        "Appel à la solidarité : {{campaign.title}}",
        """{{contact.name}},

Nous écrivons à {{partner.name}} parce que des collègues ont besoin d’une aide qu’un syndicat seul ne peut pas \
apporter : **{{campaign.title}}**.

Ce qui s’est passé, qui est concerné et ce que nous demandons se trouve sur la page de la campagne : {{campaign.link}}

Nous vous prions de signer l’appel et de le transmettre à vos membres. Si vous le pouvez, adressez vous aussi une \
lettre à ceux qui doivent décider ; la nôtre est jointe si elle est prête.

Avec nos salutations solidaires
{{sender.organisation}}
""",
    ),
    "es": (
        "Petición de solidaridad: {{campaign.title}}",
        """{{contact.name}}:

Escribimos a {{partner.name}} porque hay compañeros que necesitan una ayuda que un sindicato solo no puede dar: \
**{{campaign.title}}**.

Qué ha ocurrido, a quién afecta y qué pedimos se explica en la página de la campaña: {{campaign.link}}

Les rogamos que firmen el llamamiento y lo difundan entre sus afiliados. Si les es posible, envíen también una carta \
propia a quienes deben decidir; la nuestra va adjunta si está lista.

Saludos solidarios
{{sender.organisation}}
""",
    ),
}
