using System.Reflection;
using JasperFx.CommandLine;

namespace PortfolioLedger.Cli;

/// <summary>
/// Marks a flag that takes several values: separated by commas, or the flag repeated. All others
/// take one, and are refused when given twice.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SeveralAttribute : Attribute;

/// <summary>
/// Flags that were given more than once. The framework would silently take the last of them.
/// </summary>
internal static class RepeatedFlags
{
    /// <summary>
    /// The arguments with each flag once: what a flag with several values was given is put
    /// together. A <see cref="FormatException"/> names one that takes a single value.
    /// </summary>
    /// <param name="input">The type of the verb's arguments.</param>
    /// <param name="args">The verb, and what was given with it.</param>
    public static string[] Merged(Type input, string[] args)
    {
        var flags = input.GetProperties().Where(p => p.PropertyType != typeof(bool))
            .Select(p => (Property: p, Alias: p.GetCustomAttribute<FlagAliasAttribute>()))
            .Where(f => f.Alias is not null).ToArray();
        var merged = new List<string>();
        var valueOf = new Dictionary<string, int>();
        for (var i = 0; i < args.Length; i++)
        {
            var (word, glued) = args[i].StartsWith("--", StringComparison.Ordinal)
                && args[i].IndexOf('=') is > 0 and var at
                    ? (args[i][..at], args[i][(at + 1)..]) : (args[i], null);
            var (property, alias) = flags.FirstOrDefault(f => Names(f.Alias!).Contains(word));
            if (alias is null || (glued is null && i + 1 == args.Length))
            {
                merged.Add(args[i]);
                continue;
            }
            var value = glued ?? args[++i];
            var name = alias.LongAlias!;
            if (!valueOf.TryGetValue(name, out var known))
            {
                merged.AddRange([$"--{name}", value]);
                valueOf[name] = merged.Count - 1;
            }
            else if (property.GetCustomAttribute<SeveralAttribute>() is not null)
                merged[known] += $",{value}";
            else
                throw new FormatException($"--{name} must be given once: it takes one value");
        }
        return [.. merged];
    }

    // Without a letter of its own a flag has the first one of its name.
    private static string[] Names(FlagAliasAttribute alias) => alias.LongAliasOnly
        ? [$"--{alias.LongAlias}"]
        : [$"--{alias.LongAlias}", $"-{alias.OneLetterAlias ?? alias.LongAlias![0]}"];
}
