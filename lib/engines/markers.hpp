#pragma once

namespace tao::engines {

// The variables by which a container is known as ours.
inline constexpr char project_marker[] = "TAO_SHIM_PROJECT";  // the project file
inline constexpr char run_marker[] = "TAO_SHIM_RUN";          // the run's identifier

// What the launcher sets, too: by it the images count whence they are used.
inline constexpr char client_type[] = "TAO_CLIENT_TYPE";
inline constexpr char our_client_type[] = "launcher";

// The same identifier as a label, where we make the container ourselves: events tell labels, but no variables.
inline constexpr char run_label[] = "tao-shim.run";

}  // namespace tao::engines
