#pragma once

#include <vector>

#include "commands/subcommand.hpp"

// Every subcommand as a row of the table (subcommands.cpp), each from the file of its name.
namespace tao::commands {

// `tao-shim init`: writes the project file of the working directory.
Subcommand init_subcommand();

// `tao-shim doctor [TASK]`: everything a run needs, looked at before it is needed. Starts no program but Slurm's, where
// that runs the tasks.
Subcommand doctor_subcommand();

// `tao-shim explain -- tao ...`: what that line would do here, without doing any of it.
Subcommand explain_subcommand();

// `tao-shim check [-- tao ...]`: is the project file right, and would that line run?
Subcommand check_subcommand();

// `tao-shim path --to-container|--to-host PATH...`: single paths, translated by the mounts of the project.
Subcommand path_subcommand();

// `tao-shim specs FILE...`: what a task would stumble over in spec files, and their translation.
Subcommand specs_subcommand();

// `tao-shim config [KEY...]`: every value that counts here, or those of the keys named, and where each comes from.
Subcommand config_subcommand();

// `tao-shim which [PROGRAM]`: the launcher that is behind the shim, and why not another.
Subcommand which_subcommand();

// tao-shim image [[GROUP] TASK [SUBTASK]]: the image that a task runs in without the launcher, for docker pull and the
// like; without a task, every image of the release.
Subcommand image_subcommand();

// `tao-shim ps [--all-projects]`: what runs.
Subcommand ps_subcommand();

// `tao-shim stop [RUN...]`: ends runs of the project here, all of them or those named.
Subcommand stop_subcommand();

// `tao-shim env`: the variables of the project, for a shell or a program.
Subcommand env_subcommand();

// `tao-shim hook SHELL`: prints them; the user's start-up file evaluates that.
Subcommand hook_subcommand();

// tao-shim enable: keeps the shim first on PATH where environments and start-up files put something else there.
Subcommand enable_subcommand();

// tao-shim disable: takes away what enable wrote.
Subcommand disable_subcommand();

// `tao-shim trust [--list | --explain]`: allows what the project file here asks for beyond its own directory.
Subcommand trust_subcommand();

// `tao-shim untrust [FILE...]`: takes that back, here or for the named project files.
Subcommand untrust_subcommand();

// `tao-shim help [COMMAND]` and `tao-shim version`, which are what --help and --version print.
Subcommand help_subcommand();
Subcommand version_subcommand();

// `tao-shim complete -- PROGRAM WORD...`, which the shells' completion functions call: WORD<TAB>MEANING lines.
Subcommand complete_subcommand();

// For the build: `tao-shim manual FILE` and `tao-shim schema`.
Subcommand manual_subcommand();
Subcommand schema_subcommand();

// Every subcommand of `tao-shim`, in the order in which --help shows them. Made anew: no option is filled.
std::vector<Subcommand> all_subcommands();

// The whole of `tao-shim`: reads its command line, runs the subcommand. Returns the exit code.
int tao_shim_main(int argc, char** argv);

}  // namespace tao::commands
