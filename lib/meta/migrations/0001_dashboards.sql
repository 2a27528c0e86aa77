CREATE TABLE "dashboard_choices" (
	"slug" text PRIMARY KEY NOT NULL,
	"choices" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "dashboard_favourites" (
	"slug" text NOT NULL,
	"owner" text NOT NULL,
	CONSTRAINT "dashboard_favourites_owner_slug_pk" PRIMARY KEY("owner","slug")
);
--> statement-breakpoint
CREATE TABLE "dashboard_revisions" (
	"slug" text NOT NULL,
	"revision" integer NOT NULL,
	"document" jsonb NOT NULL,
	"saved_at" timestamp with time zone NOT NULL,
	"saved_by" text NOT NULL,
	"note" text NOT NULL,
	CONSTRAINT "dashboard_revisions_slug_revision_pk" PRIMARY KEY("slug","revision")
);
--> statement-breakpoint
CREATE TABLE "dashboards" (
	"slug" text PRIMARY KEY NOT NULL,
	"owner" text NOT NULL,
	"revision" integer NOT NULL,
	"version" integer NOT NULL,
	"title" text NOT NULL,
	"description" text NOT NULL,
	"folder" text NOT NULL,
	"tags" jsonb NOT NULL,
	"saved_at" timestamp with time zone NOT NULL,
	"saved_by" text NOT NULL,
	"deleted_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "dashboard_revisions" ADD CONSTRAINT "dashboard_revisions_slug_dashboards_slug_fk" FOREIGN KEY ("slug") REFERENCES "public"."dashboards"("slug") ON DELETE no action ON UPDATE no action;