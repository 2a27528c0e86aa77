CREATE TABLE "alert_changes" (
	"id" text PRIMARY KEY NOT NULL,
	"rule_id" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"change" json NOT NULL
);
--> statement-breakpoint
CREATE TABLE "alert_channels" (
	"id" text PRIMARY KEY NOT NULL,
	"owner" text NOT NULL,
	"name" text NOT NULL,
	"target" json NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"tested_at" timestamp with time zone,
	CONSTRAINT "alert_channels_name_unique" UNIQUE("name")
);
--> statement-breakpoint
CREATE TABLE "alert_deliveries" (
	"id" text NOT NULL,
	"channel_id" text NOT NULL,
	"rule_id" text NOT NULL,
	"notification" json NOT NULL,
	"state" text NOT NULL,
	"attempts" integer NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"next_at" timestamp with time zone NOT NULL,
	"sent_at" timestamp with time zone,
	"outcome" text,
	CONSTRAINT "alert_deliveries_id_channel_id_pk" PRIMARY KEY("id","channel_id")
);
--> statement-breakpoint
CREATE TABLE "alert_rule_revisions" (
	"rule_id" text NOT NULL,
	"revision" integer NOT NULL,
	"rule" json NOT NULL,
	"saved_at" timestamp with time zone NOT NULL,
	"saved_by" text NOT NULL,
	"note" text NOT NULL,
	CONSTRAINT "alert_rule_revisions_rule_id_revision_pk" PRIMARY KEY("rule_id","revision")
);
--> statement-breakpoint
CREATE TABLE "alert_rules" (
	"id" text PRIMARY KEY NOT NULL,
	"owner" text NOT NULL,
	"revision" integer NOT NULL,
	"deleted_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "alert_silences" (
	"id" text PRIMARY KEY NOT NULL,
	"owner" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone,
	"draft" json NOT NULL
);
--> statement-breakpoint
CREATE TABLE "alert_states" (
	"rule_id" text PRIMARY KEY NOT NULL,
	"evaluated_to" timestamp with time zone NOT NULL,
	"state" json NOT NULL
);
--> statement-breakpoint
ALTER TABLE "alert_rule_revisions" ADD CONSTRAINT "alert_rule_revisions_rule_id_alert_rules_id_fk" FOREIGN KEY ("rule_id") REFERENCES "public"."alert_rules"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alert_states" ADD CONSTRAINT "alert_states_rule_id_alert_rules_id_fk" FOREIGN KEY ("rule_id") REFERENCES "public"."alert_rules"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "alert_changes_rule_at" ON "alert_changes" USING btree ("rule_id","at");--> statement-breakpoint
CREATE INDEX "alert_changes_at" ON "alert_changes" USING btree ("at");--> statement-breakpoint
CREATE INDEX "alert_deliveries_due" ON "alert_deliveries" USING btree ("state","next_at");--> statement-breakpoint
CREATE INDEX "alert_deliveries_rule" ON "alert_deliveries" USING btree ("rule_id","created_at");--> statement-breakpoint
CREATE INDEX "alert_deliveries_created" ON "alert_deliveries" USING btree ("created_at");