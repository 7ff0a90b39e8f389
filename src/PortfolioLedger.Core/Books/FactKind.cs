using System.Text.Json;

namespace PortfolioLedger.Core.Books;

/// <summary>
/// How facts are stored: one name and schema version each, which never change meaning.
/// </summary>
/// <param name="Name">As stored, kebab case, past tense.</param>
/// <param name="SchemaVersion">Of the JSON written today, from 1.</param>
/// <param name="Type">The fact it is read into.</param>
/// <param name="Upcasts">
/// For each older schema version, oldest first: its JSON as the JSON of the next version.
/// </param>
public sealed record FactKind(
    string Name, int SchemaVersion, Type Type,
    ImmutableArray<Func<JsonElement, JsonElement>> Upcasts)
{
    /// <summary>
    /// Reads a stored fact of this kind; an unknown version is an
    /// <see cref="UnknownFactException"/>.
    /// </summary>
    public IFact Read(int schemaVersion, ReadOnlySpan<byte> json)
    {
        if (schemaVersion < 1 || schemaVersion > SchemaVersion)
            throw new UnknownFactException(Name, schemaVersion);
        if (schemaVersion == SchemaVersion)
            return Known(JsonSerializer.Deserialize(json, Type, LedgerJson.Stored));
        var reader = new Utf8JsonReader(json);
        var element = JsonElement.ParseValue(ref reader);
        for (var version = schemaVersion; version < SchemaVersion; version++)
            element = Upcasts[version - 1](element);
        return Known(element.Deserialize(Type, LedgerJson.Stored));
    }

    private IFact Known(object? read) =>
        (IFact)(read ?? throw new JsonException($"a stored {Name} is null"));
}

/// <summary>An event of a kind or schema version that this release does not know.</summary>
public sealed class UnknownFactException(string name, int schemaVersion) : Exception(
    $"The journal holds '{name}' of schema version {schemaVersion}, which this release does "
    + "not know; run a newer release.");
