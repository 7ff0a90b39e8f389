using System.Collections.Immutable;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Tests.Querying;

/// <summary>
/// Every parameter of every view in every version: several values are separated by commas or
/// repeated, and mean the same; one value is given once.
/// </summary>
public sealed class SeveralValuesTests
{
    public static TheoryData<string, int> Views =>
        [.. ViewCatalogue.All.SelectMany(v => v.Versions.Select(e => (v.Path, e.Version)))];

    [Theory]
    [MemberData(nameof(Views))]
    public void Both_ways_mean_the_same(string path, int version)
    {
        var view = Of(path, version);
        foreach (var (name, one, other) in SeveralIn(view))
        {
            var repeated = Read(view, (name, [one, other]));
            var separated = Read(view, (name, [$"{one},{other}"]));
            Assert.True(repeated.IsFound(out var first, out var fault), $"{name}: {fault?.Detail}");
            Assert.True(separated.IsFound(out var second, out fault), $"{name}: {fault?.Detail}");
            // A text with a comma was one value once, and still is one too.
            if (view.Fields.FirstOrDefault(f => f.Name == name) is { HoldsCommas: true } field
                && name != ItemQuery.SortName && view.Parameters.All(p => p.Name != name))
            {
                var whole = Assert.Single(second.Items.Filters).Values
                    .Select(v => v.Value).ToArray();
                Assert.Equal([$"{one},{other}", one, other], whole);
                Assert.True(
                    Read(view, (name, [$"{one}\\,{other}"])).IsFound(out var escaped, out _));
                Assert.Equal([$"{one},{other}"],
                    Assert.Single(escaped.Items.Filters).Values.Select(v => v.Value));
                Assert.Equal([one, other],
                    Assert.Single(first.Items.Filters).Values.Select(v => v.Value));
                continue;
            }
            Assert.Equal(ResolvedView.QuestionOf(first), ResolvedView.QuestionOf(second));
            Assert.True(Read(view, (name, [$"{one},{other}", one])).IsFound(out var again, out _));
            if (name != ItemQuery.SortName && !first.Items.Filters.IsEmpty)
                Assert.Equal(ResolvedView.QuestionOf(first), ResolvedView.QuestionOf(again));
        }
    }

    [Theory]
    [MemberData(nameof(Views))]
    public void What_takes_one_value_is_not_given_twice(string path, int version)
    {
        var view = Of(path, version);
        foreach (var name in ViewRequestReader.NamesOf(view)
            .Where(n => !ViewRequestReader.TakesSeveral(view, n)))
        {
            var value = name == ViewRequestReader.VersionName ? $"{version}"
                : view.Parameters.FirstOrDefault(p => p.Name == name)?.Example ?? "1";
            var given = Read(view, (name, [value, value]));
            Assert.False(given.IsFound(out _, out var fault), name);
            Assert.Equal("invalid-parameter", fault!.Code);
            Assert.Equal(
                $"The parameter '{name}' must be given once: it takes one value, not 2.",
                fault.Detail);
        }
    }

    /// <summary>Each parameter that takes several, with two of them.</summary>
    private static IEnumerable<(string Name, string One, string Other)> SeveralIn(
        ViewDefinition view)
    {
        foreach (var parameter in view.Parameters.Where(p => p.TakesSeveral))
            yield return (parameter.Name, parameter.Example.Split(',')[0],
                parameter.Example.Split(',')[1]);
        if (!view.IsList)
            yield break;
        foreach (var field in ViewRequestReader.FiltersOf(view))
        {
            var (one, other) = Two(field.Type);
            yield return (field.Name, one, other);
        }
        if (view.Fields is [var first, .., var last] && first != last)
            yield return (ItemQuery.SortName, first.Name, $"-{last.Name}");
    }

    private static (string One, string Other) Two(Type type) =>
        type.IsEnum ? (Texts.Written(Enum.GetValues(type).GetValue(0)),
            Texts.Written(Enum.GetValues(type).GetValue(1)))
        : type == typeof(bool) ? ("true", "false")
        : type == typeof(DateOnly) ? ("2026-03-31", "2026-04-30")
        : type == typeof(DateTimeOffset) ? ("2026-03-31T12:00:00Z", "2026-04-30T12:00:00Z")
        : type == typeof(Subject) ? ("initiative/croton", "initiative/harbour")
        : type == typeof(Key) || type == typeof(string) ? ("croton", "harbour")
        : ("1", "2.5");

    private static ViewDefinition Of(string path, int version) =>
        ViewCatalogue.All.Single(v => v.Path == path).AtVersion($"{version}");

    /// <summary>The request with these texts, and what else must be there.</summary>
    private static Result<ViewRequest> Read(
        ViewDefinition view, (string Name, ImmutableArray<string> Texts) given)
    {
        var newest = ViewCatalogue.All.Single(v => v.Path == view.Path);
        var required = view.Parameters.Where(p => p.IsRequired && p.Name != given.Name)
            .Select(p => (p.Name, ImmutableArray.Create(p.Example)));
        var version = given.Name == ViewRequestReader.VersionName ? []
            : new[] { (ViewRequestReader.VersionName, ImmutableArray.Create($"{view.Version}")) };
        return ViewRequestReader.Read(Key.Parse("capital"), newest,
            view.PathKey is null ? null : "croton", new([given, .. required, .. version]));
    }
}
