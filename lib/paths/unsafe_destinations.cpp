#include "paths/unsafe_destinations.hpp"

#include <algorithm>

#include "text/path.hpp"

namespace tao::paths {

namespace {

// A mount hides what the image has at its destination. Below /etc, /usr/lib and the like it hides one file or
// directory, which people do on purpose (/etc/localtime); what the kernel and Docker make is forbidden whole.
constexpr UnsafeDestination destinations[] = {
    {"/", "the whole image", false},
    {"/bin", "the programs of the image", false},
    {"/boot", "the boot files of the image", false},
    {"/etc", "the settings of the image", false},
    {"/lib", "the libraries of the image", false},
    {"/lib32", "the libraries of the image", false},
    {"/lib64", "the libraries of the image", false},
    {"/libx32", "the libraries of the image", false},
    {"/opt", "the tools of the image (/opt/nvidia)", false},
    {"/opt/nvidia", "the tools of the image", false},
    {"/opt/nvidia/tools", "the tools of the image", false},
    {"/run", "what the container runtime keeps there", false},
    {"/sbin", "the programs of the image", false},
    {"/usr", "the programs of the image", false},
    {"/usr/bin", "the programs of the image", false},
    {"/usr/lib", "the libraries of the image", false},
    {"/usr/lib32", "the libraries of the image", false},
    {"/usr/lib64", "the libraries of the image", false},
    {"/usr/libexec", "the programs of the image", false},
    {"/usr/libx32", "the libraries of the image", false},
    {"/usr/local", "the programs of the image", false},
    {"/usr/local/bin", "the programs of the image", false},
    {"/usr/local/cuda", "the CUDA of the image", false},
    {"/usr/local/lib", "the libraries of the image", false},
    {"/usr/sbin", "the programs of the image", false},
    {"/usr/share", "the data of the image's programs", false},
    {"/var", "the state of the image", false},
    {"/var/lib", "the state of the image", false},
    {"/var/run", "what the container runtime keeps there", false},
    {"/proc", "what the kernel shows there", true},
    {"/sys", "what the kernel shows there", true},
    {"/dev", "the devices", true},
};

// Shared memory: a mount there replaces a file system that holds nothing at the start.
constexpr std::string_view shared_memory = "/dev/shm";

}  // namespace

const UnsafeDestination* unsafe_destination(std::string_view destination) {
    if (text::is_under(destination, shared_memory)) return nullptr;
    const auto* const found =
        std::find_if(std::begin(destinations), std::end(destinations), [&](const UnsafeDestination& entry) {
            return destination == entry.path ||
                   (entry.with_all_below && text::is_under(destination, entry.path));
        });
    return found == std::end(destinations) ? nullptr : found;
}

}  // namespace tao::paths
