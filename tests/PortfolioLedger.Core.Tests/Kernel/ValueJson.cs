using System.Text.Json;

namespace PortfolioLedger.Core.Tests.Kernel;

/// <summary>Reads and writes single values as they are stored.</summary>
internal static class ValueJson
{
    public static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, LedgerJson.Stored)!;

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, LedgerJson.Stored);

    /// <summary>The message with which a text is refused.</summary>
    public static string Refused<T>(string json) =>
        Assert.ThrowsAny<JsonException>(() => Read<T>(json)).Message;
}
