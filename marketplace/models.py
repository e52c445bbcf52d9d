"""Every table, imported once so that foreign keys between rooms resolve."""

import marketplace.catalogue.category
import marketplace.catalogue.commission_models
import marketplace.catalogue.models
import marketplace.discovery.models
import marketplace.kernel.edition
import marketplace.kernel.eventlog
import marketplace.kernel.heartbeat
import marketplace.kernel.limits
import marketplace.kernel.outbox
import marketplace.kernel.preferences
import marketplace.ledger.models
import marketplace.media.models
import marketplace.notify.models
import marketplace.orders.credit_models
import marketplace.orders.models
import marketplace.orders.note_models
import marketplace.orders.post_models
import marketplace.orders.question_models
import marketplace.orders.task_models
import marketplace.orders.tax_models
import marketplace.papers.models
import marketplace.payments.foreign_models
import marketplace.payments.intents.models
import marketplace.payments.models
import marketplace.payments.proof_models
import marketplace.payments.rate_models
import marketplace.payments.reader_models
import marketplace.payments.refund_models
import marketplace.payments.till_models
import marketplace.payouts.account_models
import marketplace.payouts.models
import marketplace.payouts.question_models
import marketplace.people.models
import marketplace.programme.models
import marketplace.stock.models
import marketplace.vendors.models  # noqa: F401
