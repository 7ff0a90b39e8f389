using System.Text.RegularExpressions;

namespace PortfolioLedger.Core.Tests;

/// <summary>What Core may not mention, so that equal events always give equal answers.</summary>
internal static class Purity
{
    internal const string Frameworks = "frameworks";
    internal const string Clock = "clock";
    internal const string Chance = "chance";
    internal const string InputOutput = "input and output";
    internal const string HashOrder = "hash order";

    private static readonly SortedDictionary<string, Regex> Rules = new(StringComparer.Ordinal)
    {
        [Frameworks] = Types(
            "(Marten|JasperFx|Weasel|Wolverine|Npgsql|Microsoft\\.AspNetCore"
            + "|Microsoft\\.Extensions)\\.[\\w.`]+"),
        [Clock] = Either(
            Members("System.DateTime", "get_(Now|UtcNow|Today)"),
            Members("System.DateTimeOffset", "get_(Now|UtcNow)"),
            Members("System.TimeProvider", "get_System"),
            Members("System.Environment", "get_TickCount(64)?"),
            Types("System.Diagnostics.Stopwatch"), Types("System.Threading.(\\w*Timer)")),
        [Chance] = Either(
            Members("System.Guid", "(NewGuid|CreateVersion7)"), Types("System.Random"),
            Types("System.Security.Cryptography.RandomNumberGenerator")),
        [InputOutput] = Either(
            Types("System.IO.(File|FileInfo|FileStream|Directory|DirectoryInfo|FileSystem\\w*"
                + "|DriveInfo|RandomAccess|StreamReader|StreamWriter|Path)"),
            Types("System.Net\\.[\\w.`]+"), Types("System.Console"),
            Types("System.Diagnostics.Process"),
            Members("System.Environment", "\\w*EnvironmentVariables?")),
        [HashOrder] = Either(
            Types("System.Collections.Hashtable"),
            Types("System.Collections.Generic.(Dictionary|HashSet)`\\d"),
            // Sorted maps have an extension in the class of the others: it hashes nothing.
            Types("System.Collections.Immutable.Immutable(Dictionary(?!::GetValueOrDefault[(<])"
                + "|HashSet)(`\\d)?"),
            Types("System.Collections.Frozen.\\w+(`\\d)?"),
            Types("System.Collections.Concurrent.Concurrent(Dictionary|Bag)`\\d"),
            // They hash as well, behind names that do not say so.
            Members("System.Linq.Enumerable", "(ToDictionary|ToHashSet|ToLookup)")),
    };

    /// <summary>The mentions that break a rule.</summary>
    internal static IReadOnlyList<string> Breaches(
        string rule, IEnumerable<(string Place, string Name)> mentions) =>
        [.. mentions.Where(mention => Rules[rule].IsMatch(mention.Name))
            .Select(mention => $"{mention.Place} mentions {mention.Name}").Distinct()];

    private static Regex Either(params Regex[] rules) =>
        new(string.Join('|', rules.Select(rule => $"({rule})")));

    /// <summary>A whole type name, its nested types included, wherever it stands.</summary>
    private static Regex Types(string name) => new($"(?<![\\w.]){Dots(name)}(?![\\w.`])");

    private static Regex Members(string type, string name) =>
        new($"(?<![\\w.]){Dots(type)}::{name}[(<]");

    private static string Dots(string name) => Regex.Replace(name, @"(?<=\w)\.(?=\w|\()", @"\.");
}
