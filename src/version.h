#ifndef VERSION_H
#define VERSION_H

#include "base/slice.h"

/* "careplan 0.1.0" and the versions of the libraries it was built with, a line each. */
struct slice version_text(struct arena *arena);

#endif
