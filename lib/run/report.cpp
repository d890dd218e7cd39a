#include "run/report.hpp"

#include <cstring>

namespace tao::run {

namespace {

// A file of another size is a report of another layout, or none.
std::error_code fault_of(const os::SharedMemory& memory, std::error_code error) {
    const auto other_version = std::make_error_code(std::errc::protocol_error);
    if (error) return error == std::errc::invalid_argument ? other_version : error;
    const auto& content = *static_cast<const ReportContent*>(memory.address());
    return content.version == report_version ? std::error_code() : other_version;
}

}  // namespace

Report Report::create(std::error_code& error) {
    Report report;
    report.memory_ = os::SharedMemory::create("tao-shim-report", sizeof(ReportContent), error);
    if (!error) report.content().version = report_version;
    return report;
}

Report Report::open(const std::string& path, std::error_code& error) {
    Report report;
    report.memory_ = os::SharedMemory::open(path, sizeof(ReportContent), error);
    error = fault_of(report.memory_, error);
    return report;
}

Report Report::open(os::Descriptor file, std::error_code& error) {
    Report report;
    report.memory_ = os::SharedMemory::open(std::move(file), sizeof(ReportContent), error);
    error = fault_of(report.memory_, error);
    return report;
}

std::string Report::container_id() const {
    if (phase() == Phase::preparing) return {};
    const char* id = content().container_id;
    return {id, ::strnlen(id, sizeof content().container_id)};
}

}  // namespace tao::run
