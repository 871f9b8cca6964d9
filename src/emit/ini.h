#ifndef EMIT_INI_H
#define EMIT_INI_H

#include "base/slice.h"

/*
 * A plan in TOML as INI that means the same, with its remarks: those behind a value stand before
 * it, examples in remarks ("# key = …") are turned too, and remarks for TOML editors ("#:") are
 * left out.  Lists of groups get headers of their own.  The plan must be free of mistakes.
 */
struct slice ini_from_toml(struct arena *arena, struct slice toml);

#endif
