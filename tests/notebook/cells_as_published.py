"""Cells in the forms that published notebooks have, and in the forms that people build from them."""

CELLS = [
    "# Setting up env variables\nimport os\n\n%env NUM_GPUS=1\n%env KEY=nvidia_tlt\n%env USER_EXPERIMENT_DIR=/workspace/tao-experiments/x\n"
    "%env DATA_DOWNLOAD_DIR=/workspace/tao-experiments/data\n# %env NOTEBOOK_ROOT=~/tao-samples/x\n"
    'os.environ["LOCAL_PROJECT_DIR"] = FIXME\n\nos.environ["LOCAL_DATA_DIR"] = os.path.join(\n'
    '    os.getenv("LOCAL_PROJECT_DIR", os.getcwd()),\n    "data"\n)\n%env SPECS_DIR=/workspace/tao-experiments/x/specs\n\n!ls -rlt $LOCAL_SPECS_DIR',
    "import os\n%env LOCAL_PROJECT_DIR=/path/to/local/tao-experiments\n"
    'os.environ["HOST_DATA_DIR"] = os.path.join(os.getenv("LOCAL_PROJECT_DIR", os.getcwd()), "data", "x")\n'
    'os.environ["HOST_RESULTS_DIR"] = os.path.join(os.environ["LOCAL_PROJECT_DIR"], "x", "results")\n! mkdir -p $HOST_DATA_DIR',
    "# Mapping up the local directories to the TAO docker.\nimport json\nimport os\nmounts_file = os.path.expanduser('~/.tao_mounts.json')\n\n"
    'tao_configs = {\n   "Mounts":[\n        # the project\n        {\n            "source": os.environ["LOCAL_PROJECT_DIR"],\n'
    '            "destination": "/workspace/tao-experiments"\n        },\n        {\n            "source": os.environ["HOST_DATA_DIR"],\n'
    '            "destination": "/data"\n        },\n   ],\n   "DockerOptions": {\n        "shm_size": "16G",\n        "ulimits": {\n'
    '            "memlock": -1,\n            "stack": 67108864\n         },\n        "user": "{}:{}".format(os.getuid(), os.getgid()),\n'
    '        "network": "host"\n   }\n}\n# Writing the mounts file.\nwith open(mounts_file, "w") as mfile:\n    json.dump(tao_configs, mfile, indent=4)',
    'if CLEARML_LOGGED_IN:\n    if "Envs" not in drive_map.keys():\n        drive_map["Envs"] = []\n    drive_map["Envs"].extend([\n'
    '        {\n            "variable": "CLEARML_WEB_HOST",\n            "value": os.getenv("CLEARML_WEB_HOST")\n        },\n    ])\n'
    'if "user" in drive_map["DockerOptions"].keys():\n    del(drive_map["DockerOptions"]["user"])',
    "%%bash\ntee ~/.tao_mounts.json <<'EOF'\n{\n   \"Mounts\":[\n       {\n           \"source\": \"<YOUR_PATH_TO_DATA_DIR>\",\n"
    '           "destination": "/data"\n       }\n   ]\n}\nEOF',
    '%%bash\nD=/d\nexport E="$HOME/e"\ncat > ~/.tao_mounts.json <<EOF\n{"Mounts": [{"source": "$PWD/${D:-x}", "destination": "/data"}]}\nEOF',
    '%%writefile ~/.tao_mounts.json\n{"Mounts": [{"source": "/a", "destination": "/data"}]}',
    "!echo '{\"Mounts\": [{\"source\": \"/a\", \"destination\": \"/data\"}]}' > ~/.tao_mounts.json",
    "import platform\narch = platform.machine().lower()\nif arch == 'x86_64' or arch == 'amd64':\n    cli_package = 'a.zip'\nelif arch == 'arm64':\n"
    "    cli_package = 'b.zip'\nelse:\n    raise ValueError(f'Unsupported architecture: {arch}.')\nos.environ['CLI'] = cli_package\n"
    'os.environ["PATH"]="{}/ngccli:{}".format(os.getenv("LOCAL_PROJECT_DIR", ""), os.getenv("PATH", ""))',
    "last_checkpoint = ''\nfor f in os.listdir(os.path.join(os.environ['LOCAL_EXPERIMENT_DIR'], 'train')):\n    if f.startswith('x-'):\n"
    "        last_checkpoint = last_checkpoint if last_checkpoint > f else f\nprint(f'Last checkpoint: {last_checkpoint}')\n"
    "%env LAST_CHECKPOINT={last_checkpoint}",
    "pairs = {'/a': '/data', '/b': '/specs'}\ndrive_map = {'Mounts': [{'source': s, 'destination': d} for s, d in pairs.items() if s != '/c']}\n"
    "def mount(source, destination='/x', **more):\n    return dict(source=source, destination=destination)\n"
    "for i in range(3):\n    drive_map['Mounts'].append(mount('/m%d' % i))\ntotal = sum(len(m) for m in drive_map['Mounts'])",
    "from pathlib import Path\nbase = Path.home() / 'tao' / 'x'\n(base / 'specs').mkdir(parents=True, exist_ok=True)\n"
    "Path('~/.tao_mounts.json').expanduser().write_text(json.dumps({'Mounts': [{'source': str(base), 'destination': '/w'}]}, indent=2))",
    "try:\n    base = os.environ['BASE']\nexcept KeyError as error:\n    base = '/data'\nfinally:\n    print(base)\n"
    "while not os.path.exists(base):\n    base = os.path.dirname(base)\n    break\nelse:\n    pass",
    "%cd \"/content/drive/My Drive/p\"\n%set_env EPOCH=080\nfiles = !ls $DATA_DIR/*.txt\n%env FIRST={files[0]}\n%%time\nx?",
    "import matplotlib.pyplot as plt\ndef visualize_images(output_path, num_cols=4, num_images=10):\n    a = [os.path.join(output_path, image)\n"
    "         for image in os.listdir(output_path) if os.path.splitext(image)[1].lower() in ['.jpg']]\n    for idx, path in enumerate(a[:num_images]):\n"
    "        col_id = idx % num_cols\n        row_id = idx // num_cols\n        axarr[row_id, col_id].imshow(plt.imread(path))",
    "!tao model x train -e $SPECS_DIR/train.yaml \\\n          -r $RESULTS_DIR \\\n          train.num_gpus=$NUM_GPUS",
    "print 'old'\nexec 'x = 1'\nraise E, 'x'",
]
