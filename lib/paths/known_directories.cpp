#include "paths/known_directories.hpp"

#include <algorithm>

#include "text/path.hpp"
#include "text/suggest.hpp"

namespace tao::paths {

namespace {

enum class Kind {
    system,    // the image's, whatever the computer has there
    image,     // the image has one, and people have files there too
    usual,     // a destination of NVIDIA's mounts; no image has anything of that name
    personal,  // people's files; no image has any
};

struct Directory {
    std::string_view path;
    Kind kind;
};

constexpr Directory directories[] = {
    {"/bin", Kind::system},
    {"/boot", Kind::system},
    {"/dev", Kind::system},
    {"/etc", Kind::system},
    {"/lib", Kind::system},
    {"/lib32", Kind::system},
    {"/lib64", Kind::system},
    {"/libx32", Kind::system},
    {"/opt/nvidia", Kind::system},  // the images' tools and models
    {"/proc", Kind::system},
    {"/run", Kind::system},
    {"/sbin", Kind::system},
    {"/snap", Kind::system},
    {"/sys", Kind::system},
    {"/usr", Kind::system},
    {"/var/cache", Kind::system},
    {"/var/lib", Kind::system},
    {"/var/log", Kind::system},
    {"/var/run", Kind::system},
    {spec_copies_destination, Kind::system},  // mounted by us

    {"/opt", Kind::image},
    {"/root", Kind::image},  // the home of the task's user
    {"/tmp", Kind::image},
    {"/var/tmp", Kind::image},
    {"/var", Kind::image},
    {"/workspace", Kind::image},  // with NVIDIA's examples

    {"/data", Kind::usual},
    {"/model", Kind::usual},
    {"/results", Kind::usual},
    {"/specs", Kind::usual},
    {"/workspace/tao-experiments", Kind::usual},
    {"/workspace/tlt-experiments", Kind::usual},

    {"/home", Kind::personal},
    {"/media", Kind::personal},
    {"/mnt", Kind::personal},
    {"/run/media", Kind::personal},  // where desktops mount disks
    {"/Users", Kind::personal},
};

// What systems and images (Ubuntu, Debian, Red Hat; CUDA's) have in such a directory; a star ends what names may begin with.
struct SystemNames {
    std::string_view directory;
    std::string_view names;
};

constexpr SystemNames system_names[] = {
    {"/usr/local",
     " bin etc games go include lib lib32 lib64 libexec man sbin share src cuda* nvidia* tensorrt* python* "
     "mpi* "
     "openmpi* ompi* ucx* hpcx* "},
    {"/usr",
     " X11R6 bin etc games include lib* sbin share src tmp x86_64-* i686-* aarch64-* arm-* powerpc64le-* "},
    {"/var/cache",
     " PackageKit adduser app-info apparmor apt cracklib cups debconf dictionaries-common dnf fontconfig "
     "fwupd "
     "ldconfig libX11 man motd-news pollinate private snapd swcatalog yum "},
    {"/var/lib",
     " AccountsService NetworkManager PackageKit alternatives app-info apt aspell authselect bluetooth boltd "
     "ca-certificates* cloud "
     "colord command-not-found dbus dhcp dhcpcd dictionaries-common dkms dnf dpkg emacsen-common fwupd games "
     "ghostscript git initramfs-tools ispell lib* logrotate machines man-db mecab misc nssdb nvidia* "
     "os-prober "
     "pam plymouth polkit-1 portables private python python3 rhsm rpm rpm-state selinux sgml-base "
     "shells.state snapd snmp sntp sss sudo swcatalog systemd texmf* tex-common tpm ubuntu-* ucf udisks2 "
     "unattended-upgrades update-* upower urandom usb* vim xfonts xkb xml-core yum "},
};

constexpr std::string_view by_owner[] = {"/boot", "/etc", "/run", "/var/log"};

// Is it one of those names, or does it begin as one with a star does?
bool has_name(std::string_view names, std::string_view name) {
    for (std::size_t begin = 1; begin < names.size();) {
        const std::size_t end = names.find(' ', begin);
        const std::string_view each = names.substr(begin, end - begin);
        if (each == name || (each.ends_with('*') && name.starts_with(each.substr(0, each.size() - 1))))
            return true;
        begin = end + 1;
    }
    return false;
}

std::string_view directory_of(std::string_view path, Kind kind) {
    const auto* const found = std::find_if(
        std::begin(directories), std::end(directories),
        [&](const Directory& each) { return each.kind == kind && text::is_under(path, each.path); });
    return found == std::end(directories) ? std::string_view{} : found->path;
}

}  // namespace

bool is_system_path(std::string_view path) {
    return path == "/" || (!directory_of(path, Kind::system).empty() && !is_personal_path(path));
}

SystemName name_in_system(std::string_view path) {
    for (const SystemNames& row : system_names) {
        if (!text::is_under(path, row.directory)) continue;
        if (path == row.directory) return SystemName::of_system;
        const std::string_view below = path.substr(row.directory.size() + 1);
        return has_name(row.names, below.substr(0, below.find('/'))) ? SystemName::of_system
                                                                     : SystemName::added;
    }
    const bool owner_decides = std::any_of(
        std::begin(by_owner), std::end(by_owner),
        [&](std::string_view directory) { return text::is_under(path, directory) && path != directory; });
    return owner_decides ? SystemName::by_owner : SystemName::of_system;
}

std::string_view image_directory(std::string_view path) {
    if (!usual_destination(path).empty() || is_personal_path(path)) return {};
    const std::string_view system = directory_of(path, Kind::system);
    return system.empty() ? directory_of(path, Kind::image) : system;
}

std::string_view usual_destination(std::string_view path) {
    return directory_of(path, Kind::usual);
}

bool is_personal_path(std::string_view path) {
    const std::string_view directory = directory_of(path, Kind::personal);
    return !directory.empty() && path != directory;
}

std::string misspelt_destination(std::string_view path, const MountTable& mounts) {
    for (const Mount& mount : mounts.mounts()) {
        const std::string_view above = text::parent(mount.destination);
        if (above == "/" || !text::is_under(path, above) || path.size() <= above.size() + 1) continue;
        const std::size_t end = std::min(path.find('/', above.size() + 1), path.size());
        const std::string_view component = path.substr(above.size() + 1, end - above.size() - 1);
        const std::string last(text::last_component(mount.destination));
        if (component != last && text::closest(component, {last}))
            return mount.destination + std::string(path.substr(end));
    }
    return {};
}

}  // namespace tao::paths
