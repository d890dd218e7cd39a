#include "os/anonymous_file.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace tao::os {

Descriptor make_anonymous_file(const char* name, std::string_view content, std::error_code& error) {
    error.clear();
    Descriptor file(::memfd_create(name, MFD_CLOEXEC | MFD_ALLOW_SEALING));
    if (!file) error = last_error();
    if (!error) error = write_all(file.get(), content);
    if (!error &&
        ::fcntl(file.get(), F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_SEAL) != 0) {
        error = last_error();
    }
    if (error) file.close();
    return file;
}

std::string path_of_own_descriptor(int descriptor) {
    return "/proc/self/fd/" + std::to_string(descriptor);
}

std::string path_for_others(int descriptor) {
    return "/proc/" + std::to_string(::getpid()) + "/fd/" + std::to_string(descriptor);
}

SharedMemory::SharedMemory(SharedMemory&& other) noexcept {
    *this = std::move(other);
}

SharedMemory& SharedMemory::operator=(SharedMemory&& other) noexcept {
    std::swap(file_, other.file_);
    std::swap(address_, other.address_);
    std::swap(size_, other.size_);
    return *this;
}

SharedMemory::~SharedMemory() {
    if (address_ != nullptr) ::munmap(address_, size_);
}

SharedMemory SharedMemory::create(const char* name, std::size_t size, std::error_code& error) {
    Descriptor file(::memfd_create(name, MFD_CLOEXEC));
    if (!file || ::ftruncate(file.get(), static_cast<off_t>(size)) != 0) {
        error = last_error();
        return {};
    }
    return open(std::move(file), size, error);
}

SharedMemory SharedMemory::open(Descriptor file, std::size_t size, std::error_code& error) {
    error.clear();
    struct stat found {};
    if (::fstat(file.get(), &found) != 0) {
        error = last_error();
        return {};
    }
    // Touching memory beyond the end of the file would be SIGBUS.
    if (found.st_size != static_cast<off_t>(size)) {
        error = std::make_error_code(std::errc::invalid_argument);
        return {};
    }
    void* address = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED, file.get(), 0);
    if (address == MAP_FAILED) {
        error = last_error();
        return {};
    }
    SharedMemory memory;
    memory.file_ = std::move(file);
    memory.address_ = address;
    memory.size_ = size;
    return memory;
}

SharedMemory SharedMemory::open(const std::string& path, std::size_t size, std::error_code& error) {
    Descriptor file(::open(path.c_str(), O_RDWR | O_CLOEXEC | O_NOCTTY));
    if (!file) {
        error = last_error();
        return {};
    }
    return open(std::move(file), size, error);
}

}  // namespace tao::os
