#include "run/report.hpp"

#include <cstring>

namespace tao::run {

Report Report::create(std::error_code& error) {
    Report report;
    report.memory_ = os::SharedMemory::create("tao-shim-report", sizeof(ReportContent), error);
    return report;
}

Report Report::open(const std::string& path, std::error_code& error) {
    Report report;
    report.memory_ = os::SharedMemory::open(path, sizeof(ReportContent), error);
    return report;
}

Report Report::open(os::Descriptor file, std::error_code& error) {
    Report report;
    report.memory_ = os::SharedMemory::open(std::move(file), sizeof(ReportContent), error);
    return report;
}

std::string Report::container_id() const {
    if (phase() == Phase::preparing) return {};
    const char* id = content().container_id;
    return {id, ::strnlen(id, sizeof content().container_id)};
}

}  // namespace tao::run
