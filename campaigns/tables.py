"""All tables of all rooms, for the migrations and for nobody else. Importing a room's models registers them."""

from sqlmodel import SQLModel

import campaigns.deliveries.models.delivery
import campaigns.deliveries.models.pack
import campaigns.deliveries.models.visit
import campaigns.dossiers.models
import campaigns.kits.models
import campaigns.letters.models
import campaigns.letters.templated.models
import campaigns.models.actor
import campaigns.models.address_confirmation
import campaigns.models.call
import campaigns.models.campaign
import campaigns.models.case
import campaigns.models.demand
import campaigns.models.event
import campaigns.models.finding
import campaigns.models.meeting
import campaigns.models.mention
import campaigns.models.portrait
import campaigns.models.procedure
import campaigns.models.procedure_change
import campaigns.models.source
import campaigns.news_mail.models
import campaigns.notices.models
import campaigns.offices.models
import campaigns.outcomes.models
import campaigns.register.models
import campaigns.runs.models
import campaigns.stock.models
import campaigns.translating.models
import campaigns.unpublishing.models
import campaigns.updates.models
import campaigns.versions.models
import foundation.accounts.models
import foundation.accounts.proof_models
import foundation.files
import foundation.job_models
import foundation.letterhead.models
import foundation.mail.models
import foundation.posted_forms
import foundation.signing.models
import foundation.switches.models
import outreach.models.imports
import outreach.models.letterheads
import outreach.models.mailings
import outreach.models.partners
import petitions.models.consent
import petitions.models.data_request
import petitions.models.list_member
import petitions.models.paper
import petitions.models.petition
import petitions.models.retyping
import petitions.models.rules
import petitions.models.signals
import petitions.models.signature
import petitions.models.tally

metadata = SQLModel.metadata
