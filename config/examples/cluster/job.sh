#!/bin/bash
#SBATCH --job-name=dino
#SBATCH --gpus=1
# sbatch job.sh, in this directory. The job's status is the task's: sacct shows a training that failed as FAILED, and at the
# end of its time or after scancel no container is left.
set -euo pipefail
cd "${SLURM_SUBMIT_DIR:-.}"

tao-shim check -- tao model dino train -e specs/train.yaml
tao model dino train -e specs/train.yaml results_dir="$PWD/results/${SLURM_JOB_ID:-0}"
