#pragma once

#include <string>
#include <vector>

#include "launcher/launcher.hpp"
#include "paths/translate.hpp"
#include "plan/plan.hpp"

namespace tao::plan {

// The words of the launcher's command line, behind its name. The first ones it uses itself; the others reach the
// task through two shells and are quoted for them. Its own --volume SRC:DST reaches neither.
std::vector<std::string> write_words(const paths::Translation& translation, launcher::Grammar grammar);

// What stands behind the words that the launcher uses itself.
TaskForm task_form(const paths::Translation& translation, launcher::Grammar grammar);

// What is wrong with the words as such, in lines for people: not UTF-8, or longer than one argument of `sh -c` can be.
// Empty if nothing is. argv: the launcher's, with its name.
std::string fault_of(const std::vector<std::string>& argv, const paths::Translation& translation);

}  // namespace tao::plan
