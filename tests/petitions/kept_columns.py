"""What may stand in the database after a petition was anonymised; everything else has to be empty.

A new column is not in this list. Whoever adds one decides here, in writing, whether it may outlive the signers' wish to
be forgotten: it may when it says nothing of a signer. `tests/petitions/test_anonymising.py` reads it.
"""

# Of those who signed: nothing by which one of them could be told from another. `reference` is a new number, the times
# are midnight of a day that was dealt out anew, the visibilities are the safest ones.
OF_SIGNERS = {
    "signature": "id reference petition_id state country via confirmed_at signed_at mailed_at mails_since web_visibility addressee_visibility",
    "consent": "",
    "data_request": "",
    "retyping": "",
    "petition_tally": "petition_id kind key confirmed sealed_name is_hidden looked_at",
    "petition_milestone": "petition_id number reached_at",
    "petition_recount": "petition_id counted_at drifted_at drift",
    # Numbers and days; where and by whom sheets were collected is emptied, scans are deleted.
    "paper_batch": "id petition_id entry_key state collected_on claimed entered_by_id entered_at recounted recounted_by_id recounted_at",
    "published_groups": "petition_id groups",
    # Who joined the general list by a consent of its own; nothing says by which signature.
    "list_member": "id organisation_id email_digest nonce envelope text_version language given_at left_at",
    # Keyed digests of other groups, and of addresses that want no mail at all.
    "mail_suppression": "id digest group_key reason since",
    # To whom news went is forgotten with the signers; how many that were stays in the mailing's counts.
    "campaign_update_delivery": "",
    # Mails of other groups; those of the petition are gone as rows.
    "outbox_mail": "id stream kind subject_id group_key state reason reply_code attempts next_attempt_at claimed_by claimed_at message_id created_at sent_at",
    "rate_window": "",
    "petition": "id campaign_id organisation_id slug state is_example is_indexed original_language texts surroundings target_countries is_high_risk goal waiting confirmed paper organisations figures figures_minute created_at closed_at kept_days anonymised_at no_signing_from embed_sites former_slugs tellings pushed_as unpublished slug_before",
    "shown_text": "version language words",
}

# Of campaigns, organisers and partners.
OF_OTHERS = {
    "campaign_notice": "id campaign_id organiser_id kind made_at",
    "campaign_version": "id campaign_id first_number number made_by_id made_at changed_at lines note hides_note",
    "letter_print": "sha256 letter_id facts_version printed_at",
    "shown_facts": "campaign_id before now",
    "stock_revision": "id number organisation_id language sentence_id forms shipped checked_by checked_on made_by_id created_at undone_at undone_by_id",
    "translation": "id campaign_id language block state follows made_from made_from_digest text_digest before written_by written_by_id written_at checked_by checked_by_id checked_at",
    "translation_draft": "id campaign_id language block text made_from made_from_digest written_by written_by_id link_id written_at declined_at",
    "translator_link": "id campaign_id language block name token_digest created_by_id created_at ends_at revoked_at",
    "unpublishing": "id campaign_id what slug reason pressed_by_id pressed_at looked_by_id looked_at ended_by_id ended_at",
    "address_confirmation": "id organisation_id office_id lines confirmed_on page confirmed_by_id created_at",
    "audit_entry": "id at organisation_id user_id act about detail detail_nonce detail_digest seq hash",
    "campaign": "id organisation_id slug kind state outcome is_example as_of original_language countries country_names issues title summary background motto petition_title petition_text petition_addressee risks version created_at created_by_id updated_at submitted_at submitted_by_id published_at published_by_id published_in_emergency reviewed_at reviewed_by_id closed_at stock withheld former_slugs held_since_version is_history unpublished emergency_reason search_key",
    "campaign_actor": "id campaign_id position hold hold_reason key kind name name_forms abbreviation aliases country parent_id role state note leads search_key",
    "campaign_addressee": "id campaign_id position hold hold_reason key name name_forms country offices numbering note search_key",
    "campaign_argument": "id campaign_id position hold hold_reason kind text",
    "campaign_call": "id campaign_id position hold hold_reason key number numbering to text",
    "campaign_case": "id campaign_id position hold hold_reason key kind name name_variants name_forms gender role about country actor_id law_id sensitive consent consent_on consent_by search_key",
    "campaign_claim": "id campaign_id position source_id says differs actor_id argument_id case_id communication_id demand_id demand_state_id event_id finding_fact_id law_id procedure_date_id procedure_id recommendation_id report_id situation_id status_id",
    "campaign_communication": "id campaign_id position hold hold_reason procedure_id kind date text reference",
    "campaign_demand": "id campaign_id position hold hold_reason key addressee_id number summary actions note",
    "campaign_demand_state": "id campaign_id position hold hold_reason demand_id progress date note",
    "campaign_event": "id campaign_id position hold hold_reason key date text place country instructions alleged_grounds",
    "campaign_finding": "id campaign_id position hold hold_reason key topic conflict differs",
    "campaign_finding_fact": "id campaign_id position hold hold_reason finding_id date text",
    "campaign_intention": "id campaign_id position hold hold_reason key number numbering text",
    "campaign_law": "id campaign_id position hold hold_reason key name country state instruments",
    "campaign_link": "id campaign_id position slug words url",
    "campaign_portrait": "id campaign_id position hold hold_reason case_id sha256 size width height alt credit given_by consent consent_on consent_by added_at removed_at",
    "campaign_meeting": "id campaign_id position hold hold_reason key name motto place country date participants countries",
    "campaign_mention": "id campaign_id position role from_argument_id from_call_id from_communication_id from_demand_id from_event_id from_finding_id from_procedure_id actor_id case_id law_id procedure_id",
    "campaign_procedure": "id campaign_id position hold hold_reason key kind number body country subject filed status serious_and_urgent legislative_aspects_referred note search_key",
    "campaign_procedure_change": "id number campaign_id procedure_id kind part row_id before made_at made_by_id undone_at undone_by_id",
    "campaign_procedure_date": "id campaign_id position hold hold_reason procedure_id kind date text unverified is_done",
    "campaign_recommendation": "id campaign_id position hold hold_reason report_id letter text reply replied follow_up effect",
    "office_change": "id office_id number batch changed before shipped page read_on reason organisation_id proposed_by_id proposed_at state decided_by_id decided_at decision undone_by_id undone_at made_alone reviewed_by_id reviewed_at",
    "campaign_report": "id campaign_id position hold hold_reason procedure_id number kind date paragraphs text",
    "campaign_situation": "id campaign_id position hold hold_reason country text",
    "campaign_source": "id campaign_id position hold hold_reason key title publisher url published retrieved_on language translated_from notes",
    "campaign_status": "id campaign_id position hold hold_reason case_id status date note",
    "campaign_closing": "id campaign_id outcome statement withheld merged_into_id closed_at closed_by_id reopened_at report_id",
    "campaign_evidence": "id campaign_id demand_state_id sha256 media_type size words is_public added_at added_by_id",
    # Without `digest_key`, by which somebody could tell whether an address was mailed.
    "campaign_update": "id campaign_id number kind state original_language text_version names_held created_at created_by_id written_by_id submitted_by_id published_at published_by_id published_in_emergency reviewed_at reviewed_by_id changed_at taken_back_at",
    "campaign_update_mailing": "id update_id audiences state created_at created_by_id approved_by_id approved_at queued_by_id queued_at expected reading filled_at ended_at counts forgotten_at",
    "campaign_update_picture": "id update_id sha256 media_type size width height alt credit added_at",
    "campaign_update_text": "update_id language title text of_version is_checked written_by_id search_key",
    "contact": "id organisation_id partner_id name role email email_digest language zone state state_since nonce created_at search_key",
    "delivery": "id mailing_id contact_id language",
    "dossier": "id campaign_id profile language edition facts_version state file_sha256 annex_sha256 ordered_at settled_at problem annex_names annex_until",
    "letter": "id campaign_id kind office_id language state subject own_words held_at urgency holder signatory_name signatory_office contact_name contact_phone contact_email our_reference your_reference place dated_on enclosures copies omitted answers paper window archived postal_note cosigners with_pictures created_at updated_at updated_by_id file_sha256 pages printed_at facts_version is_clean edition follows approved_at approved_by_id approved_alone reviewed_at reviewed_by_id sentences told addressed fell_because waits_since search_key",
    "letter_reference": "organisation_id reference letter_id year number",
    "letter_numbering": "organisation_id pattern",
    "letter_term": "campaign_id days",
    "dispatch": "id letter_id campaign_id way sent_on sent_to note state settled_on proof_sha256 recorded_at recorded_by_id",
    "reply": "id letter_id campaign_id kind received_on their_reference summary scan_sha256 recorded_at recorded_by_id",
    "letter_mail": "id letter_id campaign_id sent_to asked_at asked_by_id ended_at dispatch_id",
    "reply_step": "reply_id demand_id demand_state_id",
    "letterhead": "organisation_id paper window is_archived logo logo_type",
    # Of organisers who sign letters, sealed.
    "signature_picture": "id organisation_id name picture added_at",
    "letter_tally": "campaign_id office_id day count",
    "mail_group_hold": "group_key reason held_at let_go_at",
    "mail_route": "stream failures retry_at failing_since paused_at reason",
    "mailing": "id organisation_id campaign_id campaign title kinds countries state created_at created_by_id written_by_id approved_by_id approved_at queued_by_id queued_at expected filled_at ended_at is_stopped search_key",
    "mailing_attachment": "id mailing_id sha256 filename media_type size added_at language",
    "mailing_test": "id mailing_id organiser_id contact_id language sent_at",
    "mailing_text": "mailing_id language subject body",
    "membership": "user_id organisation_id role suspended_at",
    "organisation": "id name country address email phone website created_at trail_names",
    "organiser": "id name email email_digest password_hash is_active created_at language",
    "partner": "id organisation_id parent_id name name_key name_order kind country sector languages members members_on via_code kit_code created_at search_key",
    "partner_import": "id organisation_id filename content refused_rows partners_added contacts_added rows_known rows_refused created_at imported_at",
    "invitation": "id organisation_id campaign_id role email language nonce invited_by_id created_at ends_at accepted_at",
    "known_device": "id user_id digest device first_seen_at",
    "recovery_code": "digest user_id used_at",
    "role_grant": "id of_organisation_id campaign_id user_id to_organisation_id role created_at",
    "second_factor": "id user_id kind name secret last_step credential_id credential sign_count created_at used_at",
    "sign_in_session": "token_digest id user_id created_at seen_at device proved_at password_at",
    "trail_head": "organisation_id seq hash",
    "stored_file": "sha256 media_type size pages kind created_at",
    "switched_off": "switch since user_id",
    "worker_heartbeat": "executor_id token beat_at",
}

KEPT = {table: frozenset(columns.split()) for table, columns in (OF_SIGNERS | OF_OTHERS).items()}
