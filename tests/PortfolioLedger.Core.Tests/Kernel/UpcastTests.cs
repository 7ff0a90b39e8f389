using System.Text.Json;
using PortfolioLedger.Core.Departments;

namespace PortfolioLedger.Core.Tests.Kernel;

/// <summary>Older schema versions are read through each version between them and today's.</summary>
public sealed class UpcastTests
{
    /// <summary>Version 1 called the key a code, version 2 the name a title.</summary>
    private static readonly FactKind Kind = new("department-registered", 3,
        typeof(DepartmentRegistered), [Renamed("code", "department"), Renamed("title", "name")]);

    [Theory]
    [InlineData(1, """{"code":"transport","title":"Transport"}""")]
    [InlineData(2, """{"department":"transport","title":"Transport"}""")]
    [InlineData(3, """{"department":"transport","name":"Transport"}""")]
    public void Every_version_is_read_as_the_newest(int version, string json) => Assert.Equal(
        new DepartmentRegistered(Key.Parse("transport"), "Transport"),
        Kind.Read(version, System.Text.Encoding.UTF8.GetBytes(json)));

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public void A_version_of_another_release_is_not_guessed(int version) =>
        Assert.Throws<UnknownFactException>(() =>
            Kind.Read(version, """{"department":"transport","name":"Transport"}"""u8));

    [Fact]
    public void An_older_version_is_not_read_as_if_it_were_new() =>
        Assert.Throws<JsonException>(() =>
            Kind.Read(3, """{"code":"transport","title":"Transport"}"""u8));

    private static Func<JsonElement, JsonElement> Renamed(string old, string @new) => json =>
        JsonSerializer.SerializeToElement(json.EnumerateObject().ToDictionary(
            p => p.Name == old ? @new : p.Name, p => p.Value));
}
