"""Reads a campaign file, or says all that is wrong with it."""

from pydantic import ValidationError

from campaigns.directory import Directory, load_directory
from campaigns.files.cross_check import cross_check
from campaigns.files.explain import explain
from campaigns.files.problems import FileProblem
from campaigns.files.schema import FORMAT, CampaignFile
from campaigns.files.yaml_tree import YamlTree, read_yaml
from foundation.web.language import mark


def read_file(
    content: bytes, directory: Directory | None = None
) -> tuple[CampaignFile | None, YamlTree, tuple[FileProblem, ...]]:
    """The campaign, the places of its values, and every problem in the order of the file. Never raises.

    The campaign is None exactly when there are problems. Without `directory` its offices are those that were shipped.
    """
    tree = read_yaml(content)
    if tree.root is None and tree.problems:
        return None, tree, tuple(tree.problems)
    if not isinstance(tree.root, dict):
        words = mark("This is not a campaign file: it begins with “format: %(format)s”.")
        return None, tree, (FileProblem(1, 1, words, {"format": FORMAT}),)
    try:
        campaign = CampaignFile.model_validate(tree.root)
    except ValidationError as error:
        return None, tree, tuple(sorted([*tree.problems, *explain(error, tree)]))
    problems = [*tree.problems, *cross_check(campaign, tree, directory or load_directory())]
    return (None if problems else campaign), tree, tuple(sorted(problems))


def slug_taken(campaign: CampaignFile, tree: YamlTree) -> FileProblem:
    """What only the database knows."""
    words = mark("There is already a campaign with the slug “%(slug)s”.")
    return FileProblem(*tree.place_of(("slug",)), words, {"slug": campaign.slug})
