#include "commands/init/compose_file.hpp"

#include "support/catch.hpp"

using tao::commands::script_of_compose;

namespace {

std::string script(const std::string& content) {
    const auto made = script_of_compose("/p/docker-compose.yml", content);
    REQUIRE(made);
    CHECK(made->fault.empty());
    return made->script;
}

}  // namespace

TEST_CASE("a service of a Compose file is a line of docker run, on the line of its name") {
    CHECK(script("services:\n"
                 "  tao:\n"
                 "    image: nvcr.io/nvidia/tao/tao-toolkit:5.0.0-tf1.15.5\n"
                 "    volumes:\n"
                 "      - .:/workspace\n"
                 "      - {type: bind, source: ./specs, target: /specs, read_only: true}\n"
                 "    environment: {KEY: \"${KEY}\", TOKEN: }\n"
                 "    shm_size: 16gb\n"
                 "    ulimits: {memlock: -1, stack: {soft: 5, hard: 6}}\n"
                 "    privileged: true\n"
                 "    command: detectnet_v2 train\n"
                 "  other:\n"
                 "    build: .\n"
                 "    command: [dino, \"a b\"]\n") ==
          "\ndocker run -v \".:/workspace\" --mount \"type=bind,source=./specs,target=/specs,readonly\" "
          "-e \"KEY=${KEY}\" -e \"TOKEN\" --shm-size \"16gb\" --ulimit \"memlock=-1:-1\" --ulimit "
          "\"stack=5:6\" "
          "--privileged \"nvcr.io/nvidia/tao/tao-toolkit:5.0.0-tf1.15.5\" \"detectnet_v2\" \"train\""
          "\n\n\n\n\n\n\n\n\n\ndocker run \"$IMAGE\" \"dino\" \"a b\"");
}

TEST_CASE("GPUs, ports and what has no meaning of a Compose file are taken, and all other keys are named") {
    CHECK(script("services:\n"
                 "  tao:\n"
                 "    image: tao\n"
                 "    ports: [\"80:8888\", {target: 1, published: 2}]\n"
                 "    restart: always\n"
                 "    x-mine: 1\n"
                 "    cap_drop: [ALL]\n"
                 "    deploy: {resources: {reservations: {devices: [{driver: nvidia, device_ids: [\"0\", "
                 "\"2\"]}]}}}\n") ==
          "\ndocker run -p \"80:8888\" -p \"2:1\" --\"cap_drop=\" --gpus \"device=0,2\" \"tao\"");
    CHECK(script("services:\n  tao:\n    image: tao\n    deploy: {resources: {reservations: {devices: "
                 "[{count: all}]}}}\n") == "\ndocker run --gpus \"all\" \"tao\"");
}

TEST_CASE("what a shell would obey in a Compose file is a text, but for variables") {
    CHECK(script("services:\n  tao:\n    image: \"a\\\"b`c$$d${E:-f}\\n;g\"\n") ==
          "\ndocker run \"a\\\"b\\`c\\$d${E:-f} ;g\"");
}

TEST_CASE("a Compose file that cannot be read says where, and another file is none") {
    CHECK(script_of_compose("/p/compose.yaml", "x-a: &a {b: c}\nservices: {tao: {<<: *a}}\n")
              ->fault.starts_with("line 1: anchors (&NAME)"));
    CHECK(script_of_compose("/p/docker-compose.yml", "version: 3\n")->fault == "it has no services");
    CHECK(script_of_compose("/p/docker-compose.yml", "services: [\n")->fault.starts_with("line 1: "));
    CHECK_FALSE(script_of_compose("/p/values.yaml", "a: b\n"));
    CHECK_FALSE(script_of_compose("/p/values.yaml", "a: [\n"));
    CHECK_FALSE(script_of_compose("/p/run.sh", "services: {}\n"));
    CHECK(script_of_compose("/p/mine.yml", "services: {tao: {image: x}}\n"));
}
