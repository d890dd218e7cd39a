#pragma once

#include "project/project.hpp"
#include "text/diagnostic.hpp"

namespace tao::project {

// Reports the entries of `variables:` that have no value here, for those who use all of them.
inline void report_unset_variables(const Project& project, text::Diagnostics& diagnostics) {
    for (const VariableFault& unset : project.unset_variables) {
        const text::Diagnostic& fault = unset.fault;
        diagnostics.error(fault.id, fault.message, fault.where, fault.hint);
    }
}

}  // namespace tao::project
