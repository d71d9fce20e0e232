"""Which project is built, and what of ``mkdocs.yml`` is refused."""

import os
from pathlib import Path

import pytest

from generator.project import ProjectError, find_project

SETTINGS = "site_name: Site\nsite_url: https://example.org/site\ndocs_dir: staging\n"


def test_found_from_below(tmp_path: Path) -> None:
    """The project is found from any folder inside it, with its folders absolute."""
    (tmp_path / "mkdocs.yml").write_text(f"{SETTINGS}markdown_extensions: [toc, abbr]\n")
    inside = tmp_path / "content" / "bridge"
    inside.mkdir(parents=True)
    project = find_project(inside)
    assert project.root == tmp_path.resolve()
    assert project.content_dir == project.root / "content"
    assert (project.staging_dir, project.site_dir) == (project.root / "staging", project.root / "site")
    assert (project.site_name, project.site_url) == ("Site", "https://example.org/site/")


def test_tags_of_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tags that plugins and extensions need are passed over, and ``!ENV`` is read as MkDocs reads it."""
    monkeypatch.setenv("SITE_ADDRESS", "https://preview.example.org/")
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: Site\nsite_url: !ENV SITE_ADDRESS\ndocs_dir: !ENV [NO_SUCH_NAME, staging]\n"
        "slugify: !!python/object/apply:pymdownx.slugs.slugify {kwds: {case: lower}}\n"
        "format: !!python/name:pymdownx.superfences.fence_code_format\nother: !relative\n"
    )
    project = find_project(tmp_path)
    assert (project.site_name, project.site_url) == ("Site", "https://preview.example.org/")


@pytest.mark.parametrize(
    ("theme", "language"),
    [("", "en"), ("theme: {name: material, font: false}\n", "en"), ("theme:\n  language: es\n", "es"),
     ("theme:\n  language: pt-BR\n", "pt-BR")],
)  # fmt: skip
def test_the_language_of_the_interface(tmp_path: Path, theme: str, language: str) -> None:
    """The language is the theme's, English where it has none."""
    (tmp_path / "mkdocs.yml").write_text(SETTINGS + theme)
    assert find_project(tmp_path).language == language


def test_no_project(tmp_path: Path) -> None:
    """Outside a project the message names the folder and the file that is missing."""
    with pytest.raises(ProjectError, match=r"There is no mkdocs\.yml in .+ or in a folder above it"):
        find_project(tmp_path)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ("site_url: ''\ndocs_dir: staging\n", "must set site_name"),
        (f"{SETTINGS}theme:\n  language: xx\n", "xx, which is no language .* for instance language: es"),
        ("site_name: Site\n", "must set docs_dir, for instance docs_dir: staging"),
        ("site_name: Site\ndocs_dir: /staging\n", "must be a relative path to a folder inside the project"),
        ("site_name: Site\ndocs_dir: ../staging\n", "must be a relative path to a folder inside the project"),
        ("site_name: Site\ndocs_dir: .\n", "must be a relative path to a folder inside the project"),
        ("site_name: Site\ndocs_dir: staging\nsite_dir: /site\n", "sets site_dir to /site"),
        ("site_name: Site\ndocs_dir: content\n", "which holds the content"),
        ("site_name: Site\ndocs_dir: content/pages\n", "which holds the content"),
        ("site_name: Site\ndocs_dir: staging\nsite_dir: staging/site\n", "two folders apart"),
        ("site_name: Site\ndocs_dir: staging\nsite_url: example.org\n", "begins with https://"),
        ('site_name: Site\ndocs_dir: staging\nsite_url: https://x.example/"><script>\n', "^mkdocs.yml:3 "),
        ("site_name: [\n", "is not correct YAML"),
        ("Site\n", "must hold settings"),
        ("site_name: Site\ndocs_dir: staging\nsite_url: \xff\n", "cannot be read"),
        ("docs_dir: staging\nsite_name: <script>\n", "^mkdocs.yml:2 must set site_name to words"),
        (f"{SETTINGS}site_description: '\">'\n", "^mkdocs.yml:4 must set site_description"),
        (f"{SETTINGS}copyright: {'x' * 100_000}\n", "^mkdocs.yml:1 .* more than 100,000 characters"),
        (f"{SETTINGS}nav: {'[' * 5_000}\n", "^mkdocs.yml:1 cannot be read"),
        (
            f"{SETTINGS}a: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\n"
            "c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\n",
            "look at its aliases",
        ),
        (f"{SETTINGS}a: &a [*a]\n", "^mkdocs.yml:1 cannot be read"),
        (f"{SETTINGS}extra:\n  day: 2025-02-30\n", "^mkdocs.yml:5 .* this cannot be read as timestamp"),
        (f"{SETTINGS}extra: !!bool x\n", "^mkdocs.yml:4 .* this cannot be read as bool"),
        (f"{SETTINGS}extra: {'9' * 5_000}\n", "^mkdocs.yml:4 .* this cannot be read as int"),
        (f"{SETTINGS}extra: !ENV {{a: b}}\n", "^mkdocs.yml:4 .* !ENV takes a name"),
        (f"{SETTINGS}x: !!python/object/apply:os.system [id]\n", "^mkdocs.yml:4 asks for os.system, which"),
        (f"{SETTINGS}extra: [x]\n", "^mkdocs.yml:4 must set extra to settings"),
        (f"{SETTINGS}extra: {{content_security_policy: '\"><x>'}}\n", "^mkdocs.yml:4 .*_policy to words"),
        (f"{SETTINGS}x: !!python/object/new:eval ['1']\n", "^mkdocs.yml:4 asks for eval, which"),
        (f"{SETTINGS}INHERIT: other.yml\n", "^mkdocs.yml:4 takes settings from another file"),
        ('site_name: Site\ndocs_dir: "a\\0b"\n', "^mkdocs.yml:2 .* a short path of visible characters"),
        (f"site_name: Site\ndocs_dir: {'a' * 300}\n", "^mkdocs.yml:2 .* a short path"),
        (f"{SETTINGS}site_dir: .git/hooks\n", "^mkdocs.yml:4 .* .git is no place for it"),
        (
            "site_name: Site\ndocs_dir: staging\nsite_url: 'http://[::1'\n",
            "^mkdocs.yml:3 .* begins with https://",
        ),
        (
            f"{SETTINGS}theme:\n  custom_dir: ../other\n",
            "^mkdocs.yml:4 sets custom_dir to ../other: .* inside",
        ),
        (f"{SETTINGS}theme:\n  custom_dir: /etc\n", "^mkdocs.yml:4 sets custom_dir to /etc: .* inside"),
        (f"{SETTINGS}theme:\n  custom_dir: content/x\n", "^mkdocs.yml:4 .* which is not the theme's alone"),
        (f"{SETTINGS}plugins: [privacy: {{enabled: 'false'}}]\n", "^mkdocs.yml:4 has the build ask other"),
        (f"{SETTINGS}plugins: [privacy: {{enabled: !ENV X}}]\n", "^mkdocs.yml:4 has the build ask other"),
        (
            f"{SETTINGS}plugins: [x: {{enabled: false, b: !!python/name:os.x }}]\n",
            "^mkdocs.yml:4 asks for os",
        ),
        (f"{SETTINGS}theme:\n  custom_dir: [x]\n", "^mkdocs.yml:4 must set custom_dir"),
    ],
)
def test_refused_settings(settings: str, message: str, tmp_path: Path) -> None:
    """Settings without a name, or with folders unsafe to write to, are refused with what to write."""
    (tmp_path / "mkdocs.yml").write_bytes(settings.encode("latin-1"))
    with pytest.raises(ProjectError, match=message):
        find_project(tmp_path)


@pytest.mark.parametrize(
    "settings",
    [
        "plugins: [privacy: {enabled: false}]",
        "plugins: {blog: {enabled: false}, search: {jieba_dict: ~}}",
        "nav: [file: https://courier.example/, path: /about/, dir: ~]",
    ],
)
def test_settings_that_do_nothing_are_not_refused(settings: str, tmp_path: Path) -> None:
    """A plugin that is off, a setting that is left empty and a title in the menu are no reason to refuse."""
    (tmp_path / "mkdocs.yml").write_text(f"{SETTINGS}{settings}\n")
    assert find_project(tmp_path).root == tmp_path


def test_folder_behind_a_link(tmp_path: Path) -> None:
    """A folder that a link leads out of the project is refused, for stale pages are removed in it."""
    (tmp_path / "elsewhere").mkdir()
    root = tmp_path / "project"
    root.mkdir()
    (root / "mkdocs.yml").write_text(SETTINGS)
    (root / "staging").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(ProjectError, match="inside the project"):
        find_project(root)


@pytest.mark.parametrize("name", ["mkdocs.yml", "content", "overrides", "overrides/images/environment.png"])
def test_nothing_is_read_behind_a_link(name: str, tmp_path: Path) -> None:
    """A link that leads out of the project is refused, wherever we or MkDocs would read through it."""
    root = tmp_path / "project"
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / "mkdocs.yml").write_text(SETTINGS)
    (tmp_path / "secret").write_text(SETTINGS)
    (root / name).unlink(missing_ok=True)
    (root / name).symlink_to(tmp_path / "secret")
    with pytest.raises(ProjectError, match=f"{name} is a link that leads out of the project"):
        find_project(root)
    (root / name).unlink()
    (root / "mkdocs.txt").write_text(SETTINGS)
    (root / name).symlink_to(root / "mkdocs.txt")
    assert find_project(root).root == root


def test_a_device_in_the_theme_is_refused(tmp_path: Path) -> None:
    """A pipe in the theme, which would be read without end, is refused."""
    theme = "theme:\n  name: material\n  font: false\n  custom_dir: look\n"
    (tmp_path / "mkdocs.yml").write_text(f"{SETTINGS}{theme}")
    (tmp_path / "look").mkdir()
    os.mkfifo(tmp_path / "look" / "pipe.css")
    with pytest.raises(ProjectError, match="neither a file nor a folder"):
        find_project(tmp_path)
