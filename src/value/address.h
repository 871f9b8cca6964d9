#ifndef VALUE_ADDRESS_H
#define VALUE_ADDRESS_H

#include "base/slice.h"

/* Whether a text is written as an address of its kind; not whether anybody can be reached there. */
bool address_is_email(struct slice text);
/* A page, a path, or something to write to or call. */
bool address_is_link(struct slice text);
/* Digits and what people put between them. */
bool address_is_phone(struct slice text);

#endif
