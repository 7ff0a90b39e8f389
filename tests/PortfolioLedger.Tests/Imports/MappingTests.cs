using PortfolioLedger.Imports;

namespace PortfolioLedger.Tests.Imports;

/// <summary>Mappings are checked before any file is read.</summary>
public sealed class MappingTests
{
    [Fact]
    public void Every_mapping_that_comes_with_the_ledger_can_be_used()
    {
        Assert.Contains("nyc-capital-projects", MappingFile.Presets);
        Assert.All(MappingFile.Presets, name =>
            Assert.Equal(name, MappingFile.Read(name).Name.Value));
    }

    [Theory]
    [InlineData("\"phase\":", "\"fase\":", "'fase' is not known")]
    [InlineData("\"total\": {", "\"sum\": 1, \"total\": {", "'budget.sum' is not known")]
    [InlineData("\"EUR\"", "\"euro\"", "three capital letters")]
    [InlineData("periodic-snapshot", "field-changes", "kind")]
    [InlineData("\"source\": \"City reports\",", "", "lacks 'source'")]
    [InlineData("\"City reports\"", "\" \"", "source must say who")]
    [InlineData("\"Imported: the source gives no reason\"", "\"none\"", "at least 10 characters")]
    [InlineData("\"c-\"", "\"C_\"", "keyPrefix")]
    [InlineData("\"yyyy-MM-dd\" },\n  \"ext", "\"yyyy-MM\" },\n  \"ext",
        "gives no whole date")]
    [InlineData("[\"Remark\"]", "[\"Phase\"]", "'Phase' is named 2 times")]
    [InlineData("\"ignore\"", "\"file\": {\"encoding\": \"latin1\"}, \"ignore\"",
        "must be \"utf-8\"")]
    [InlineData("\"ignore\"", "\"file\": {\"numbers\": \"1.234,50\"}, \"ignore\"",
        "must be \"1234.50\"")]
    [InlineData("\"ignore\"", "\"file\": {\"delimiter\": \"::\"}, \"ignore\"", "delimiter")]
    [InlineData("whole-life", "whole life", "budget.period")]
    [InlineData("whole-life", "soon", "budget.period")]
    public void A_mapping_that_cannot_be_used_says_what_is_wrong(
        string right, string wrong, string message)
    {
        Assert.Contains(right, Samples.MappingJson, StringComparison.Ordinal);
        var json = Samples.MappingJson.Replace(right, wrong, StringComparison.Ordinal);
        var fault = Assert.Throws<MappingException>(() => MappingFile.Parse(json, "city"));
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_is_neither_preset_nor_file_is_refused_with_the_presets()
    {
        var fault = Assert.Throws<MappingException>(() => MappingFile.Read("no-such-mapping"));
        Assert.Contains("nyc-capital-projects", fault.Message, StringComparison.Ordinal);
    }
}
