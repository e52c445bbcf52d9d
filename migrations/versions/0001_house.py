"""The house: every table of the first version."""

import sqlalchemy as sa
from alembic import op

from migrations.append_only import protect, unprotect

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
APPEND_ONLY = ("event", "custody_move", "payment")


def upgrade() -> None:
    op.create_table(
        "attempt",
        sa.Column("bucket", sa.Text(), nullable=False),
        sa.Column("slot", ID, autoincrement=False, nullable=False),
        sa.Column("count", ID, nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("bucket", "slot", name=op.f("pk_attempt")),
    )
    op.create_index(op.f("ix_attempt_ends_at"), "attempt", ["ends_at"], unique=False)
    op.create_table(
        "basket",
        sa.Column("id", ID, nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("touched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("mobile", sa.String(length=40), nullable=True),
        sa.Column("terms_version", sa.String(length=40), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_basket")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_basket_token_hash")),
    )
    op.create_index(op.f("ix_basket_touched_at"), "basket", ["touched_at"], unique=False)
    op.create_table(
        "buyer",
        sa.Column("mobile_hash", sa.Text(), nullable=False),
        sa.Column("no_shows", ID, nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("mobile_hash", name=op.f("pk_buyer")),
    )
    op.create_table(
        "demo_text",
        sa.Column("id", ID, nullable=False),
        sa.Column("mobile", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_demo_text")),
    )
    op.create_index(op.f("ix_demo_text_mobile"), "demo_text", ["mobile"], unique=False)
    op.create_table(
        "document",
        sa.Column("id", ID, nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("content_type", sa.String(length=40), nullable=False),
        sa.Column("size", ID, nullable=False),
        sa.Column("uploaded_by", ID, nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
        sa.UniqueConstraint("key", name=op.f("uq_document_key")),
    )
    op.create_table(
        "event",
        sa.Column("id", ID, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("subject_kind", sa.String(length=40), nullable=False),
        sa.Column("subject_id", ID, nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("actor_kind", sa.String(length=40), nullable=False),
        sa.Column("actor_id", ID, nullable=True),
        sa.Column("actor_role", sa.String(length=40), nullable=True),
        sa.Column("on_behalf_of", ID, nullable=True),
        sa.Column("from_state", sa.String(length=40), nullable=True),
        sa.Column("to_state", sa.String(length=40), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
    )
    op.create_index("ix_event_actor", "event", ["actor_id", "id"], unique=False)
    op.create_index("ix_event_subject", "event", ["subject_kind", "subject_id", "id"], unique=False)
    op.create_table(
        "heartbeat",
        sa.Column("job", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("job", name=op.f("pk_heartbeat")),
    )
    op.create_table(
        "one_time_code",
        sa.Column("id", ID, nullable=False),
        sa.Column("purpose", sa.String(length=40), nullable=False),
        sa.Column("mobile", sa.String(length=40), nullable=False),
        sa.Column("browser_hash", sa.Text(), nullable=False),
        sa.Column("code_hash", sa.Text(), nullable=False),
        sa.Column("tries", ID, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_one_time_code")),
    )
    op.create_index(
        op.f("ix_one_time_code_expires_at"), "one_time_code", ["expires_at"], unique=False
    )
    op.create_index(op.f("ix_one_time_code_mobile"), "one_time_code", ["mobile"], unique=False)
    op.create_table(
        "outbox",
        sa.Column("id", ID, nullable=False),
        sa.Column("topic", sa.String(length=40), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("key", sa.Text(), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", ID, nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("key", name=op.f("uq_outbox_key")),
    )
    op.create_index("ix_outbox_due", "outbox", ["state", "due_at"], unique=False)
    op.create_table(
        "person",
        sa.Column("id", ID, nullable=False),
        sa.Column("public_id", sa.String(length=40), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("mobile", sa.String(length=40), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("password_hash", sa.Text(), nullable=True),
        sa.Column("session_version", ID, nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("locale", sa.String(length=40), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "mobile IS NOT NULL OR email IS NOT NULL", name=op.f("ck_person_reachable")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("email", name=op.f("uq_person_email")),
        sa.UniqueConstraint("mobile", name=op.f("uq_person_mobile")),
        sa.UniqueConstraint("public_id", name=op.f("uq_person_public_id")),
    )
    op.create_table(
        "picture",
        sa.Column("id", ID, nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("width", ID, nullable=False),
        sa.Column("height", ID, nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("sample", sa.Boolean(), nullable=False),
        sa.Column("public", sa.Boolean(), nullable=False),
        sa.Column("uploaded_by", ID, nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("width > 0 AND height > 0", name=op.f("ck_picture_size")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_picture")),
        sa.UniqueConstraint("key", name=op.f("uq_picture_key")),
    )
    op.create_table(
        "preferences",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_preferences")),
    )
    op.create_table(
        "receipt_counter",
        sa.Column("year", ID, autoincrement=False, nullable=False),
        sa.Column("last", ID, nullable=False),
        sa.PrimaryKeyConstraint("year", name=op.f("pk_receipt_counter")),
    )
    op.create_table(
        "requirement",
        sa.Column("id", ID, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("title_fa", sa.Text(), nullable=False),
        sa.Column("title_en", sa.Text(), nullable=False),
        sa.Column("help_fa", sa.Text(), nullable=False),
        sa.Column("help_en", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("position", ID, nullable=False),
        sa.CheckConstraint(
            "kind IN ('certificate', 'terms', 'interview', 'document')",
            name=op.f("ck_requirement_kind"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_requirement")),
    )
    op.create_table(
        "buyer_order",
        sa.Column("id", ID, nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("link_token_hash", sa.Text(), nullable=False),
        sa.Column("basket_id", ID, nullable=True),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("mobile", sa.String(length=40), nullable=False),
        sa.Column("mobile_last4", sa.String(length=40), nullable=False),
        sa.Column("locale", sa.String(length=40), nullable=False),
        sa.Column("total", ID, nullable=False),
        sa.Column("currency", sa.String(length=40), nullable=False),
        sa.Column("paid_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("terms_version", sa.String(length=40), nullable=False),
        sa.Column("placed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("placed_by", ID, nullable=True),
        sa.Column("pickup_by", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sample", sa.Boolean(), nullable=False),
        sa.CheckConstraint("channel IN ('web', 'desk')", name=op.f("ck_buyer_order_channel")),
        sa.ForeignKeyConstraint(
            ["basket_id"], ["basket.id"], name=op.f("fk_buyer_order_basket_id")
        ),
        sa.ForeignKeyConstraint(
            ["placed_by"], ["person.id"], name=op.f("fk_buyer_order_placed_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_buyer_order")),
        sa.UniqueConstraint("basket_id", name=op.f("uq_buyer_order_basket_id")),
        sa.UniqueConstraint("code", name=op.f("uq_buyer_order_code")),
        sa.UniqueConstraint("link_token_hash", name=op.f("uq_buyer_order_link_token_hash")),
    )
    op.create_index(
        op.f("ix_buyer_order_mobile_last4"), "buyer_order", ["mobile_last4"], unique=False
    )
    op.create_index("ix_order_mobile", "buyer_order", ["mobile", "state"], unique=False)
    op.create_index("ix_order_queue", "buyer_order", ["state", "placed_at"], unique=False)
    op.create_table(
        "card_code",
        sa.Column("id", ID, nullable=False),
        sa.Column("user_id", ID, nullable=False),
        sa.Column("code_hash", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["person.id"], name=op.f("fk_card_code_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_card_code")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_card_code_code_hash")),
    )
    op.create_index(op.f("ix_card_code_user_id"), "card_code", ["user_id"], unique=False)
    op.create_table(
        "category",
        sa.Column("id", ID, nullable=False),
        sa.Column("slug", sa.String(length=40), nullable=False),
        sa.Column("parent_id", ID, nullable=True),
        sa.Column("position", ID, nullable=False),
        sa.Column("name_fa", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("price_low", ID, nullable=True),
        sa.Column("price_high", ID, nullable=True),
        sa.Column("picture_id", ID, nullable=True),
        sa.CheckConstraint(
            "price_low IS NULL OR price_low <= price_high", name=op.f("ck_category_range")
        ),
        sa.ForeignKeyConstraint(["parent_id"], ["category.id"], name=op.f("fk_category_parent_id")),
        sa.ForeignKeyConstraint(
            ["picture_id"], ["picture.id"], name=op.f("fk_category_picture_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_category")),
        sa.UniqueConstraint("slug", name=op.f("uq_category_slug")),
    )
    op.create_index(op.f("ix_category_parent_id"), "category", ["parent_id"], unique=False)
    op.create_table(
        "consent",
        sa.Column("id", ID, nullable=False),
        sa.Column("subject_kind", sa.String(length=40), nullable=False),
        sa.Column("subject_id", ID, nullable=False),
        sa.Column("purpose", sa.String(length=40), nullable=False),
        sa.Column("version", sa.String(length=40), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", ID, nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["person.id"], name=op.f("fk_consent_recorded_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
        sa.UniqueConstraint(
            "subject_kind",
            "subject_id",
            "purpose",
            "version",
            name=op.f("uq_consent_subject_kind_subject_id_purpose_version"),
        ),
    )
    op.create_table(
        "message",
        sa.Column("id", ID, nullable=False),
        sa.Column("outbox_id", ID, nullable=True),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("template", sa.String(length=40), nullable=False),
        sa.Column("locale", sa.String(length=40), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("secret", sa.Boolean(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("subject_kind", sa.String(length=40), nullable=True),
        sa.Column("subject_id", ID, nullable=True),
        sa.Column("provider_id", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["outbox_id"], ["outbox.id"], name=op.f("fk_message_outbox_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
    )
    op.create_index(op.f("ix_message_created_at"), "message", ["created_at"], unique=False)
    op.create_index(op.f("ix_message_outbox_id"), "message", ["outbox_id"], unique=False)
    op.create_table(
        "payment",
        sa.Column("id", ID, nullable=False),
        sa.Column("subject_kind", sa.String(length=40), nullable=False),
        sa.Column("subject_id", ID, nullable=False),
        sa.Column("amount", ID, nullable=False),
        sa.Column("currency", sa.String(length=40), nullable=False),
        sa.Column("method", sa.String(length=40), nullable=False),
        sa.Column("holder", sa.String(length=40), nullable=False),
        sa.Column("received", ID, nullable=False),
        sa.Column("change", ID, nullable=False),
        sa.Column("taken_by", ID, nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("receipt_year", ID, nullable=False),
        sa.Column("receipt_number", ID, nullable=False),
        sa.Column("corrects_id", ID, nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "holder IN ('office', 'vendor', 'gateway')", name=op.f("ck_payment_holder")
        ),
        sa.CheckConstraint(
            "(corrects_id IS NULL) = (amount > 0)", name=op.f("ck_payment_correction")
        ),
        sa.CheckConstraint("amount <> 0", name=op.f("ck_payment_amount")),
        sa.ForeignKeyConstraint(
            ["corrects_id"], ["payment.id"], name=op.f("fk_payment_corrects_id")
        ),
        sa.ForeignKeyConstraint(["taken_by"], ["person.id"], name=op.f("fk_payment_taken_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment")),
        sa.UniqueConstraint("corrects_id", name=op.f("uq_payment_corrects_id")),
        sa.UniqueConstraint(
            "receipt_year", "receipt_number", name=op.f("uq_payment_receipt_year_receipt_number")
        ),
    )
    op.create_index("ix_payment_subject", "payment", ["subject_kind", "subject_id"], unique=False)
    op.create_index(op.f("ix_payment_taken_at"), "payment", ["taken_at"], unique=False)
    op.create_index(op.f("ix_payment_taken_by"), "payment", ["taken_by"], unique=False)
    op.create_table(
        "role_grant",
        sa.Column("user_id", ID, nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.CheckConstraint(
            "role IN ('clerk', 'trainer', 'moderator', 'treasurer', 'administrator')",
            name=op.f("ck_role_grant_role"),
        ),
        sa.ForeignKeyConstraint(["user_id"], ["person.id"], name=op.f("fk_role_grant_user_id")),
        sa.PrimaryKeyConstraint("user_id", "role", name=op.f("pk_role_grant")),
    )
    op.create_table(
        "vendor",
        sa.Column("id", ID, nullable=False),
        sa.Column("public_id", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("alias_fa", sa.Text(), nullable=False),
        sa.Column("alias_en", sa.Text(), nullable=False),
        sa.Column("show_name", sa.String(length=40), nullable=False),
        sa.Column("village_fa", sa.Text(), nullable=False),
        sa.Column("village_en", sa.Text(), nullable=False),
        sa.Column("district_fa", sa.Text(), nullable=False),
        sa.Column("district_en", sa.Text(), nullable=False),
        sa.Column("show_place", sa.String(length=40), nullable=False),
        sa.Column("story_fa", sa.Text(), nullable=False),
        sa.Column("story_en", sa.Text(), nullable=False),
        sa.Column("portrait_id", ID, nullable=True),
        sa.Column("show_portrait", sa.Boolean(), nullable=False),
        sa.Column("motif", sa.String(length=40), nullable=False),
        sa.Column("before_suspension", sa.String(length=40), nullable=True),
        sa.Column("no_shows", ID, nullable=False),
        sa.Column("sample", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('person', 'collective')", name=op.f("ck_vendor_kind")),
        sa.CheckConstraint(
            "motif IN ('madder', 'indigo', 'turquoise')", name=op.f("ck_vendor_motif")
        ),
        sa.CheckConstraint(
            "show_name IN ('name', 'alias', 'initial')", name=op.f("ck_vendor_show_name")
        ),
        sa.CheckConstraint(
            "show_place IN ('village', 'district')", name=op.f("ck_vendor_show_place")
        ),
        sa.ForeignKeyConstraint(
            ["portrait_id"], ["picture.id"], name=op.f("fk_vendor_portrait_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vendor")),
        sa.UniqueConstraint("public_id", name=op.f("uq_vendor_public_id")),
    )
    op.create_index(op.f("ix_vendor_state"), "vendor", ["state"], unique=False)
    op.create_table(
        "certificate",
        sa.Column("id", ID, nullable=False),
        sa.Column("public_code", sa.String(length=40), nullable=False),
        sa.Column("user_id", ID, nullable=False),
        sa.Column("craft_id", ID, nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("issued_by", ID, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_reason", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "expires_on IS NULL OR expires_on > issued_on", name=op.f("ck_certificate_dates")
        ),
        sa.ForeignKeyConstraint(
            ["craft_id"], ["category.id"], name=op.f("fk_certificate_craft_id")
        ),
        sa.ForeignKeyConstraint(
            ["issued_by"], ["person.id"], name=op.f("fk_certificate_issued_by")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["person.id"], name=op.f("fk_certificate_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate")),
        sa.UniqueConstraint("public_code", name=op.f("uq_certificate_public_code")),
    )
    op.create_index(op.f("ix_certificate_user_id"), "certificate", ["user_id"], unique=False)
    op.create_table(
        "listing",
        sa.Column("id", ID, nullable=False),
        sa.Column("public_id", sa.String(length=40), nullable=False),
        sa.Column("scan_code", sa.String(length=40), nullable=False),
        sa.Column("vendor_id", ID, nullable=False),
        sa.Column("craft_id", ID, nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sold_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sellable_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("free_from", sa.DateTime(timezone=True), nullable=True),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("sample", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("title_fa", sa.Text(), nullable=False),
        sa.Column("title_en", sa.Text(), nullable=False),
        sa.Column("material_fa", sa.Text(), nullable=False),
        sa.Column("material_en", sa.Text(), nullable=False),
        sa.Column("technique_fa", sa.Text(), nullable=False),
        sa.Column("technique_en", sa.Text(), nullable=False),
        sa.Column("width_mm", ID, nullable=True),
        sa.Column("length_mm", ID, nullable=True),
        sa.Column("height_mm", ID, nullable=True),
        sa.Column("weight_g", ID, nullable=True),
        sa.Column("making_days", ID, nullable=True),
        sa.Column("hand_share", sa.String(length=40), nullable=True),
        sa.Column("care_fa", sa.Text(), nullable=False),
        sa.Column("care_en", sa.Text(), nullable=False),
        sa.Column("story_fa", sa.Text(), nullable=False),
        sa.Column("story_en", sa.Text(), nullable=False),
        sa.Column("price", ID, nullable=True),
        sa.Column("currency", sa.String(length=40), nullable=False),
        sa.Column("quantity", ID, nullable=False),
        sa.Column("lead_days", ID, nullable=True),
        sa.Column("open_limit", ID, nullable=True),
        sa.Column("category_id", ID, nullable=True),
        sa.CheckConstraint("price IS NULL OR price > 0", name=op.f("ck_listing_price")),
        sa.ForeignKeyConstraint(
            ["category_id"], ["category.id"], name=op.f("fk_listing_category_id")
        ),
        sa.ForeignKeyConstraint(["craft_id"], ["category.id"], name=op.f("fk_listing_craft_id")),
        sa.ForeignKeyConstraint(["vendor_id"], ["vendor.id"], name=op.f("fk_listing_vendor_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listing")),
        sa.UniqueConstraint("public_id", name=op.f("uq_listing_public_id")),
        sa.UniqueConstraint("scan_code", name=op.f("uq_listing_scan_code")),
    )
    op.create_index(op.f("ix_listing_category_id"), "listing", ["category_id"], unique=False)
    op.create_index(
        "ix_listing_craft",
        "listing",
        [
            "state",
            "craft_id",
            "category_id",
            "sellable_until",
            "price",
            "kind",
            "free_from",
            "vendor_id",
        ],
        unique=False,
    )
    op.create_index(op.f("ix_listing_craft_id"), "listing", ["craft_id"], unique=False)
    op.create_index(
        "ix_listing_shop",
        "listing",
        [
            "state",
            "published_at",
            "id",
            "sellable_until",
            "free_from",
            "kind",
            "price",
            "craft_id",
            "category_id",
            "vendor_id",
        ],
        unique=False,
    )
    op.create_index(
        "ix_listing_vendor",
        "listing",
        ["vendor_id", "state", "published_at", "id", "sellable_until"],
        unique=False,
    )
    op.create_table(
        "member",
        sa.Column("vendor_id", ID, nullable=False),
        sa.Column("user_id", ID, nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["person.id"], name=op.f("fk_member_user_id")),
        sa.ForeignKeyConstraint(["vendor_id"], ["vendor.id"], name=op.f("fk_member_vendor_id")),
        sa.PrimaryKeyConstraint("vendor_id", "user_id", name=op.f("pk_member")),
    )
    op.create_index(op.f("ix_member_user_id"), "member", ["user_id"], unique=False)
    op.create_table(
        "submission",
        sa.Column("id", ID, nullable=False),
        sa.Column("vendor_id", ID, nullable=False),
        sa.Column("requirement_id", ID, nullable=False),
        sa.Column("craft_id", ID, nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("document_id", ID, nullable=True),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", ID, nullable=True),
        sa.ForeignKeyConstraint(["craft_id"], ["category.id"], name=op.f("fk_submission_craft_id")),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["person.id"], name=op.f("fk_submission_decided_by")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_submission_document_id")
        ),
        sa.ForeignKeyConstraint(
            ["requirement_id"], ["requirement.id"], name=op.f("fk_submission_requirement_id")
        ),
        sa.ForeignKeyConstraint(["vendor_id"], ["vendor.id"], name=op.f("fk_submission_vendor_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submission")),
        sa.UniqueConstraint(
            "vendor_id",
            "requirement_id",
            "craft_id",
            name=op.f("uq_submission_vendor_id_requirement_id_craft_id"),
        ),
    )
    op.create_table(
        "vendor_craft",
        sa.Column("vendor_id", ID, nullable=False),
        sa.Column("craft_id", ID, nullable=False),
        sa.Column("sellable_until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["craft_id"], ["category.id"], name=op.f("fk_vendor_craft_craft_id")
        ),
        sa.ForeignKeyConstraint(
            ["vendor_id"], ["vendor.id"], name=op.f("fk_vendor_craft_vendor_id")
        ),
        sa.PrimaryKeyConstraint("vendor_id", "craft_id", name=op.f("pk_vendor_craft")),
    )
    op.create_table(
        "vendor_order",
        sa.Column("id", ID, nullable=False),
        sa.Column("public_id", sa.String(length=40), nullable=False),
        sa.Column("order_id", ID, nullable=False),
        sa.Column("vendor_id", ID, nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("total", ID, nullable=False),
        sa.Column("answer_by", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("bring_by", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decline_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["order_id"], ["buyer_order.id"], name=op.f("fk_vendor_order_order_id")
        ),
        sa.ForeignKeyConstraint(
            ["vendor_id"], ["vendor.id"], name=op.f("fk_vendor_order_vendor_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vendor_order")),
        sa.UniqueConstraint("public_id", name=op.f("uq_vendor_order_public_id")),
    )
    op.create_index(op.f("ix_vendor_order_answer_by"), "vendor_order", ["answer_by"], unique=False)
    op.create_index(op.f("ix_vendor_order_order_id"), "vendor_order", ["order_id"], unique=False)
    op.create_index("ix_vendor_order_vendor", "vendor_order", ["vendor_id", "state"], unique=False)
    op.create_table(
        "basket_line",
        sa.Column("id", ID, nullable=False),
        sa.Column("basket_id", ID, nullable=False),
        sa.Column("listing_id", ID, nullable=False),
        sa.Column("quantity", ID, nullable=False),
        sa.Column("seen_price", ID, nullable=False),
        sa.Column("seen_count", ID, nullable=True),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_basket_line_quantity")),
        sa.ForeignKeyConstraint(
            ["basket_id"], ["basket.id"], name=op.f("fk_basket_line_basket_id")
        ),
        sa.ForeignKeyConstraint(
            ["listing_id"], ["listing.id"], name=op.f("fk_basket_line_listing_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_basket_line")),
        sa.UniqueConstraint(
            "basket_id", "listing_id", name=op.f("uq_basket_line_basket_id_listing_id")
        ),
    )
    op.create_table(
        "custody_move",
        sa.Column("id", ID, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("listing_id", ID, nullable=False),
        sa.Column("line_id", ID, nullable=True),
        sa.Column("quantity", ID, nullable=False),
        sa.Column("from_place", sa.String(length=40), nullable=False),
        sa.Column("to_place", sa.String(length=40), nullable=False),
        sa.Column("by_user", ID, nullable=True),
        sa.ForeignKeyConstraint(
            ["listing_id"], ["listing.id"], name=op.f("fk_custody_move_listing_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_custody_move")),
    )
    op.create_index(
        op.f("ix_custody_move_listing_id"), "custody_move", ["listing_id"], unique=False
    )
    op.create_table(
        "fulfilment",
        sa.Column("id", ID, nullable=False),
        sa.Column("public_id", sa.String(length=40), nullable=False),
        sa.Column("vendor_order_id", ID, nullable=False),
        sa.Column("method", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("at_office_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("handed_over_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["vendor_order_id"], ["vendor_order.id"], name=op.f("fk_fulfilment_vendor_order_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fulfilment")),
        sa.UniqueConstraint("public_id", name=op.f("uq_fulfilment_public_id")),
    )
    op.create_index(
        op.f("ix_fulfilment_vendor_order_id"), "fulfilment", ["vendor_order_id"], unique=False
    )
    op.create_table(
        "listing_picture",
        sa.Column("listing_id", ID, nullable=False),
        sa.Column("position", ID, autoincrement=False, nullable=False),
        sa.Column("picture_id", ID, nullable=False),
        sa.Column("alt_fa", sa.Text(), nullable=False),
        sa.Column("alt_en", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["listing_id"], ["listing.id"], name=op.f("fk_listing_picture_listing_id")
        ),
        sa.ForeignKeyConstraint(
            ["picture_id"], ["picture.id"], name=op.f("fk_listing_picture_picture_id")
        ),
        sa.PrimaryKeyConstraint("listing_id", "position", name=op.f("pk_listing_picture")),
    )
    op.create_table(
        "lot",
        sa.Column("id", ID, nullable=False),
        sa.Column("listing_id", ID, nullable=False),
        sa.Column("place", sa.String(length=40), nullable=False),
        sa.Column("quantity", ID, nullable=False),
        sa.Column("held", ID, nullable=False),
        sa.CheckConstraint("place IN ('home', 'office', 'slots')", name=op.f("ck_lot_place")),
        sa.CheckConstraint("held >= 0 AND held <= quantity", name=op.f("ck_lot_held")),
        sa.ForeignKeyConstraint(["listing_id"], ["listing.id"], name=op.f("fk_lot_listing_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lot")),
        sa.UniqueConstraint("listing_id", "place", name=op.f("uq_lot_listing_id_place")),
    )
    op.create_table(
        "order_line",
        sa.Column("id", ID, nullable=False),
        sa.Column("vendor_order_id", ID, nullable=False),
        sa.Column("listing_id", ID, nullable=False),
        sa.Column("quantity", ID, nullable=False),
        sa.Column("unit_price", ID, nullable=False),
        sa.Column("currency", sa.String(length=40), nullable=False),
        sa.Column("commission_bp", ID, nullable=False),
        sa.Column("commission", ID, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("lead_days", ID, nullable=True),
        sa.Column("title_fa", sa.Text(), nullable=False),
        sa.Column("title_en", sa.Text(), nullable=False),
        sa.Column("maker_fa", sa.Text(), nullable=False),
        sa.Column("maker_en", sa.Text(), nullable=False),
        sa.Column("picture_key", sa.String(length=40), nullable=True),
        sa.CheckConstraint(
            "commission >= 0 AND commission <= unit_price * quantity",
            name=op.f("ck_order_line_commission"),
        ),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_order_line_quantity")),
        sa.CheckConstraint("unit_price > 0", name=op.f("ck_order_line_unit_price")),
        sa.ForeignKeyConstraint(
            ["listing_id"], ["listing.id"], name=op.f("fk_order_line_listing_id")
        ),
        sa.ForeignKeyConstraint(
            ["vendor_order_id"], ["vendor_order.id"], name=op.f("fk_order_line_vendor_order_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_line")),
    )
    op.create_index(op.f("ix_order_line_listing_id"), "order_line", ["listing_id"], unique=False)
    op.create_index(
        op.f("ix_order_line_vendor_order_id"), "order_line", ["vendor_order_id"], unique=False
    )
    op.create_table(
        "revision",
        sa.Column("id", ID, nullable=False),
        sa.Column("listing_id", ID, nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("step", ID, nullable=False),
        sa.Column("office_writes", sa.Boolean(), nullable=False),
        sa.Column("day_rate", ID, nullable=True),
        sa.Column("material_cost", ID, nullable=True),
        sa.Column("asked", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("title_fa", sa.Text(), nullable=False),
        sa.Column("title_en", sa.Text(), nullable=False),
        sa.Column("material_fa", sa.Text(), nullable=False),
        sa.Column("material_en", sa.Text(), nullable=False),
        sa.Column("technique_fa", sa.Text(), nullable=False),
        sa.Column("technique_en", sa.Text(), nullable=False),
        sa.Column("width_mm", ID, nullable=True),
        sa.Column("length_mm", ID, nullable=True),
        sa.Column("height_mm", ID, nullable=True),
        sa.Column("weight_g", ID, nullable=True),
        sa.Column("making_days", ID, nullable=True),
        sa.Column("hand_share", sa.String(length=40), nullable=True),
        sa.Column("care_fa", sa.Text(), nullable=False),
        sa.Column("care_en", sa.Text(), nullable=False),
        sa.Column("story_fa", sa.Text(), nullable=False),
        sa.Column("story_en", sa.Text(), nullable=False),
        sa.Column("price", ID, nullable=True),
        sa.Column("currency", sa.String(length=40), nullable=False),
        sa.Column("quantity", ID, nullable=False),
        sa.Column("lead_days", ID, nullable=True),
        sa.Column("open_limit", ID, nullable=True),
        sa.Column("category_id", ID, nullable=True),
        sa.CheckConstraint("price IS NULL OR price > 0", name=op.f("ck_revision_price")),
        sa.ForeignKeyConstraint(
            ["category_id"], ["category.id"], name=op.f("fk_revision_category_id")
        ),
        sa.ForeignKeyConstraint(
            ["listing_id"], ["listing.id"], name=op.f("fk_revision_listing_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision")),
    )
    op.create_index(op.f("ix_revision_category_id"), "revision", ["category_id"], unique=False)
    op.create_index(op.f("ix_revision_listing_id"), "revision", ["listing_id"], unique=False)
    op.create_index("ix_revision_queue", "revision", ["state", "submitted_at"], unique=False)
    op.create_index(
        "uq_revision_open",
        "revision",
        ["listing_id"],
        unique=True,
        sqlite_where=sa.text("state IN ('draft', 'pending', 'changes_asked')"),
        postgresql_where=sa.text("state IN ('draft', 'pending', 'changes_asked')"),
    )
    op.create_table(
        "search_word",
        sa.Column(
            "word",
            sa.String(length=40).with_variant(sa.String(length=40, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("listing_id", ID, autoincrement=False, nullable=False),
        sa.Column("title", ID, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["listing_id"],
            ["listing.id"],
            name=op.f("fk_search_word_listing_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("word", "listing_id", "title", name=op.f("pk_search_word")),
    )
    op.create_index(op.f("ix_search_word_listing_id"), "search_word", ["listing_id"], unique=False)
    op.create_table(
        "fulfilment_line",
        sa.Column("fulfilment_id", ID, nullable=False),
        sa.Column("line_id", ID, nullable=False),
        sa.Column("quantity", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["fulfilment_id"], ["fulfilment.id"], name=op.f("fk_fulfilment_line_fulfilment_id")
        ),
        sa.ForeignKeyConstraint(
            ["line_id"], ["order_line.id"], name=op.f("fk_fulfilment_line_line_id")
        ),
        sa.PrimaryKeyConstraint("fulfilment_id", "line_id", name=op.f("pk_fulfilment_line")),
    )
    op.create_table(
        "hold",
        sa.Column("id", ID, nullable=False),
        sa.Column("lot_id", ID, nullable=False),
        sa.Column("line_id", ID, nullable=False),
        sa.Column("quantity", ID, nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_hold_quantity")),
        sa.ForeignKeyConstraint(["lot_id"], ["lot.id"], name=op.f("fk_hold_lot_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hold")),
    )
    op.create_index(op.f("ix_hold_expires_at"), "hold", ["expires_at"], unique=False)
    op.create_index(op.f("ix_hold_line_id"), "hold", ["line_id"], unique=False)
    op.create_index(op.f("ix_hold_lot_id"), "hold", ["lot_id"], unique=False)
    op.create_table(
        "revision_picture",
        sa.Column("id", ID, nullable=False),
        sa.Column("revision_id", ID, nullable=False),
        sa.Column("position", ID, nullable=False),
        sa.Column("picture_id", ID, nullable=False),
        sa.Column("alt_fa", sa.Text(), nullable=False),
        sa.Column("alt_en", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["picture_id"], ["picture.id"], name=op.f("fk_revision_picture_picture_id")
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_revision_picture_revision_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision_picture")),
    )
    op.create_index(
        op.f("ix_revision_picture_revision_id"), "revision_picture", ["revision_id"], unique=False
    )
    for table in APPEND_ONLY:
        protect(table)


def downgrade() -> None:
    for table in APPEND_ONLY:
        unprotect(table)
    op.drop_index(op.f("ix_revision_picture_revision_id"), table_name="revision_picture")
    op.drop_table("revision_picture")
    op.drop_index(op.f("ix_hold_lot_id"), table_name="hold")
    op.drop_index(op.f("ix_hold_line_id"), table_name="hold")
    op.drop_index(op.f("ix_hold_expires_at"), table_name="hold")
    op.drop_table("hold")
    op.drop_table("fulfilment_line")
    op.drop_index(op.f("ix_search_word_listing_id"), table_name="search_word")
    op.drop_table("search_word")
    op.drop_index(
        "uq_revision_open",
        table_name="revision",
        sqlite_where=sa.text("state IN ('draft', 'pending', 'changes_asked')"),
        postgresql_where=sa.text("state IN ('draft', 'pending', 'changes_asked')"),
    )
    op.drop_index("ix_revision_queue", table_name="revision")
    op.drop_index(op.f("ix_revision_listing_id"), table_name="revision")
    op.drop_index(op.f("ix_revision_category_id"), table_name="revision")
    op.drop_table("revision")
    op.drop_index(op.f("ix_order_line_vendor_order_id"), table_name="order_line")
    op.drop_index(op.f("ix_order_line_listing_id"), table_name="order_line")
    op.drop_table("order_line")
    op.drop_table("lot")
    op.drop_table("listing_picture")
    op.drop_index(op.f("ix_fulfilment_vendor_order_id"), table_name="fulfilment")
    op.drop_table("fulfilment")
    op.drop_index(op.f("ix_custody_move_listing_id"), table_name="custody_move")
    op.drop_table("custody_move")
    op.drop_table("basket_line")
    op.drop_index("ix_vendor_order_vendor", table_name="vendor_order")
    op.drop_index(op.f("ix_vendor_order_order_id"), table_name="vendor_order")
    op.drop_index(op.f("ix_vendor_order_answer_by"), table_name="vendor_order")
    op.drop_table("vendor_order")
    op.drop_table("vendor_craft")
    op.drop_table("submission")
    op.drop_index(op.f("ix_member_user_id"), table_name="member")
    op.drop_table("member")
    op.drop_index("ix_listing_vendor", table_name="listing")
    op.drop_index("ix_listing_shop", table_name="listing")
    op.drop_index(op.f("ix_listing_craft_id"), table_name="listing")
    op.drop_index("ix_listing_craft", table_name="listing")
    op.drop_index(op.f("ix_listing_category_id"), table_name="listing")
    op.drop_table("listing")
    op.drop_index(op.f("ix_certificate_user_id"), table_name="certificate")
    op.drop_table("certificate")
    op.drop_index(op.f("ix_vendor_state"), table_name="vendor")
    op.drop_table("vendor")
    op.drop_table("role_grant")
    op.drop_index(op.f("ix_payment_taken_by"), table_name="payment")
    op.drop_index(op.f("ix_payment_taken_at"), table_name="payment")
    op.drop_index("ix_payment_subject", table_name="payment")
    op.drop_table("payment")
    op.drop_index(op.f("ix_message_outbox_id"), table_name="message")
    op.drop_index(op.f("ix_message_created_at"), table_name="message")
    op.drop_table("message")
    op.drop_table("consent")
    op.drop_index(op.f("ix_category_parent_id"), table_name="category")
    op.drop_table("category")
    op.drop_index(op.f("ix_card_code_user_id"), table_name="card_code")
    op.drop_table("card_code")
    op.drop_index("ix_order_queue", table_name="buyer_order")
    op.drop_index("ix_order_mobile", table_name="buyer_order")
    op.drop_index(op.f("ix_buyer_order_mobile_last4"), table_name="buyer_order")
    op.drop_table("buyer_order")
    op.drop_table("requirement")
    op.drop_table("receipt_counter")
    op.drop_table("preferences")
    op.drop_table("picture")
    op.drop_table("person")
    op.drop_index("ix_outbox_due", table_name="outbox")
    op.drop_table("outbox")
    op.drop_index(op.f("ix_one_time_code_mobile"), table_name="one_time_code")
    op.drop_index(op.f("ix_one_time_code_expires_at"), table_name="one_time_code")
    op.drop_table("one_time_code")
    op.drop_table("heartbeat")
    op.drop_index("ix_event_subject", table_name="event")
    op.drop_index("ix_event_actor", table_name="event")
    op.drop_table("event")
    op.drop_table("document")
    op.drop_index(op.f("ix_demo_text_mobile"), table_name="demo_text")
    op.drop_table("demo_text")
    op.drop_table("buyer")
    op.drop_index(op.f("ix_basket_touched_at"), table_name="basket")
    op.drop_table("basket")
    op.drop_index(op.f("ix_attempt_ends_at"), table_name="attempt")
    op.drop_table("attempt")
