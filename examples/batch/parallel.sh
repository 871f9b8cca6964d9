#!/bin/sh
# Shards by GNU parallel, over the hosts in a file (one a line, ":" is this machine) that share this
# folder, for example by NFS.  usage: parallel.sh PLANS OUT SHARDS [HOSTS]
set -eu
plans=$1 out=$2 shards=$3 hosts=${4:-}
# The day is the same for all, whenever each begins.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(date +%s)}
export SOURCE_DATE_EPOCH
# Exit code 1 is a plan with findings, which the merge tells; anything worse stops here.
seq "$shards" | parallel ${hosts:+--sshloginfile "$hosts"} --workdir "$PWD" --env SOURCE_DATE_EPOCH --halt soon,fail=1 \
	"careplan batch -q --shard {}/$shards -O '$out' '$plans' || test \$? = 1"
careplan merge "$out"
