#!/bin/sh
#SBATCH --job-name=careplan
#SBATCH --array=1-50
#SBATCH --cpus-per-task=8
#SBATCH --mem=10G
#SBATCH --time=01:00:00
# Shards as a Slurm job array, on a file system that all nodes share:
#   first=$(sbatch --parsable --export=ALL,SOURCE_DATE_EPOCH="$(date +%s)" slurm.sh plans out)
#   sbatch --dependency="afterok:$first" --wrap 'careplan merge out'
set -eu
careplan batch -q -j "$SLURM_CPUS_PER_TASK" --shard "$SLURM_ARRAY_TASK_ID/$SLURM_ARRAY_TASK_COUNT" -O "$2" "$1" ||
	test $? = 1 # findings, which the merge tells
