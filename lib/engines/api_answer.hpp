#pragma once

#include <sys/types.h>

#include <string>

#include "text/json.hpp"

// Looking into what the engine answers. An engine may be of any version, and not Docker's own: what is not there, or of
// another type than the documented one, is null or empty, and no error.
namespace tao::engines {

// The JSON of an answer; null if it is none.
text::Json answer_of(const std::string& body);

// What is at a path in it, "/State/Status"; null if there is nothing.
text::Json value_at(const text::Json& answer, const char* path);

// The text at that path; empty if something else is there.
std::string text_at(const text::Json& answer, const char* path);

// The first process of a container, of its description (GET /containers/ID/json), as this computer knows it; 0 if the engine
// does not say, or it does not run.
pid_t first_process(const std::string& description);

// The value of a variable in a container's environment as the engine writes it, an array of "NAME=value". Empty if there
// is none of that name, or if that is no such array.
std::string container_variable(const text::Json& environment, const std::string& name);

}  // namespace tao::engines
