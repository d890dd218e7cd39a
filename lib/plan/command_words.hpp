#pragma once

#include <string>

#include "engines/task.hpp"
#include "paths/translate.hpp"
#include "plan/plan.hpp"

namespace tao::plan {

// Fills words and volumes of a task that has its name: the translated words without those that only choose it, `front` at
// the beginning, and without --volume SRC:DST. A task without any argument is a shell.
void fill_words(engines::Task& task, const paths::Translation& translation, std::size_t front);

// What is wrong with the words as such, in lines for people: not UTF-8. Empty if nothing is.
std::string fault_of(const paths::Translation& translation);

}  // namespace tao::plan
