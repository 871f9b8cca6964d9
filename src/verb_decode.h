#ifndef VERB_DECODE_H
#define VERB_DECODE_H

/*
 * decode-toml VERSION: reads TOML from standard input and writes the tagged JSON of the conformance
 * suite.  argv[0] is the verb.  Returns the exit code: 0, 1 for mistakes in the input, 2 for wrong
 * use, 3 when reading or writing fails.
 */
int verb_decode_toml(int argc, char **argv);

#endif
