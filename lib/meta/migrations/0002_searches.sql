CREATE TABLE "saved_searches" (
	"id" text PRIMARY KEY NOT NULL,
	"owner" text NOT NULL,
	"page" text NOT NULL,
	"name" text NOT NULL,
	"filter" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "saved_searches_page_name" UNIQUE("page","name")
);
