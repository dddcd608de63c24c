CREATE TABLE "contentful_builds" (
	"id" integer PRIMARY KEY NOT NULL,
	"first_at" timestamp with time zone NOT NULL,
	"last_at" timestamp with time zone NOT NULL,
	"watched_until" timestamp with time zone NOT NULL,
	"claimed_until" timestamp with time zone,
	"retry_at" timestamp with time zone,
	"attempts" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "contentful_messages" (
	"digest" text PRIMARY KEY NOT NULL,
	"received_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "contentful_purges" (
	"tag" text PRIMARY KEY NOT NULL,
	"first_at" timestamp with time zone NOT NULL,
	"purged_at" timestamp with time zone NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE INDEX "contentful_messages_by_age" ON "contentful_messages" USING btree ("received_at");--> statement-breakpoint
CREATE INDEX "contentful_purges_due" ON "contentful_purges" USING btree ("due_at");