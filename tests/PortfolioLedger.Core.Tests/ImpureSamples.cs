using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Diagnostics;
using System.Security.Cryptography;

// Stand-ins under the frameworks' names: the real ones are not referenced here.
#pragma warning disable IDE0130
namespace Marten.Sample
{
    internal sealed record Session;
}

namespace Microsoft.Extensions.Sample
{
    internal sealed record Options;
}

namespace PortfolioLedger.Core.Tests
{
    /// <summary>Code that breaks one rule per type, each in another way per member.</summary>
    internal static class ImpureSamples
    {
        internal static class Frameworks
        {
            internal static Marten.Sample.Session? Signature() => null;
            internal static string Body() => new Microsoft.Extensions.Sample.Options().ToString();
        }

        internal static class Clock
        {
            internal static DateTime Now() => DateTime.Now;
            internal static DateTime UtcNow() => DateTime.UtcNow;
            internal static DateTime Today() => DateTime.Today;
            internal static DateTimeOffset OffsetNow() => DateTimeOffset.Now;
            internal static DateTimeOffset OffsetUtcNow() => DateTimeOffset.UtcNow;
            internal static TimeProvider Provider() => TimeProvider.System;
            internal static long Watch() => Stopwatch.GetTimestamp();
            internal static int Ticks() => Environment.TickCount;
            internal static long LongTicks() => Environment.TickCount64;
            internal static Func<DateTime> Lambda() => () => DateTime.UtcNow;
        }

        internal static class Chance
        {
            internal static Guid Id() => Guid.NewGuid();
            internal static Guid OrderedId() => Guid.CreateVersion7();
            internal static object Seeded() => new Random(1);
            internal static object Shared() => Random.Shared;
            internal static byte[] Strong() => RandomNumberGenerator.GetBytes(1);
        }

        internal static class InputOutput
        {
            internal static bool Exists() => File.Exists("x");
            internal static bool Folder() => Directory.Exists("x");
            internal static object? Stream(FileStream? stream) => stream;
            internal static object Client() => typeof(System.Net.Http.HttpClient);
            internal static void Say() => Console.WriteLine();
            internal static string? Variable() => Environment.GetEnvironmentVariable("x");
            internal static IEnumerable<int> Lazy()
            {
                yield return File.ReadAllText("x").Length;
            }
        }

        internal static class HashOrder
        {
            internal static object Map() => new Dictionary<string, int>();
            internal static object? Set(HashSet<int>? set) => set;
            internal static object Frozen() => FrozenSet<int>.Empty;
            internal static object FrozenMap() => FrozenDictionary<int, int>.Empty;
            internal static object Immutable() => ImmutableDictionary<int, int>.Empty;
            internal static object Created() => ImmutableDictionary.Create<int, int>();
            internal static object ImmutableSet() => ImmutableHashSet<int>.Empty;
            internal static object Concurrent() => new ConcurrentDictionary<int, int>();
            internal static object Old() => new Hashtable();
            internal static object Hidden() => new[] { 1 }.ToLookup(x => x);
            internal static object Nested() => new List<Dictionary<int, int>>();
        }
    }

    /// <summary>Code as Core should be: neighbours of what is forbidden, and none of it.</summary>
    internal static class PureSample
    {
        internal static DateTimeOffset Later(DateTimeOffset now) => now.AddDays(1);
        internal static Guid Parsed(string id) => Guid.Parse(id);
        internal static byte[] Hash(byte[] bytes) => SHA256.HashData(bytes);
        internal static object Map() => new SortedDictionary<string, int>(StringComparer.Ordinal);
        internal static object Set() => ImmutableSortedSet<int>.Empty;

        internal static int Found() =>
            ImmutableSortedDictionary<int, int>.Empty.GetValueOrDefault(1);

        internal static object Text(TextReader reader) => reader.ReadToEnd();
        internal static string Line() => Environment.NewLine;
        internal static Type? Time(TimeProvider clock) => clock.GetType();
    }
}
