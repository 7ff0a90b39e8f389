namespace PortfolioLedger.Core.Tests.Documentation;

public class ArchitecturePageTests
{
    [Theory]
    [InlineData("src/PortfolioLedger.Core")]
    [InlineData("src/PortfolioLedger")]
    public void The_page_says_what_each_folder_is_for(string project)
    {
        var listed = File.ReadAllText(Repository.PathOf("docs/architecture.md"))
            .Split($"{project}/ ")[1].Split("\nsrc/", 2)[0].Split("\ntests/", 2)[0]
            .Split('\n').Skip(1).Where(l => l.StartsWith("  ", StringComparison.Ordinal))
            .Select(l => l.Trim().Split('/')[0]);
        var there = Directory.GetDirectories(Repository.PathOf(project))
            .Where(f => Directory.EnumerateFiles(f, "*.cs", SearchOption.AllDirectories).Any())
            .Select(f => Path.GetFileName(f)).Except(["bin", "obj", "node_modules"]);

        Assert.Equal(there.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }
}
