#ifndef ATTACH_H
#define ATTACH_H

#include "job.h"
#include "render/render.h"

/*
 * What a document is made from, to travel inside it: the plan first, then the plans it extends, its
 * own template and the images it shows.  Their names are paths from the deepest folder that holds
 * all of them, so that each still finds the others.
 */
struct render_attachments job_attachments(struct job *job, const struct doc *doc);

#endif
