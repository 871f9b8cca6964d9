#ifndef EMIT_SCHEMA_H
#define EMIT_SCHEMA_H

#include "template/template.h"

/*
 * The JSON Schema (draft 7, without oneOf) of plans that follow this template, for TOML editors.
 * It accepts drafts: nothing is required, and "" stands for a value still to come.  lang is the
 * language of titles; descriptions hold both, that one first.
 */
struct slice schema_json(struct arena *arena, const struct template *t, enum lang lang);

#endif
