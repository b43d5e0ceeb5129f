using System.Globalization;
using System.Text;
using IxpSvnic.Chip.Microengines;
using IxpSvnic.Microcode.Instructions;

namespace IxpSvnic.Debug.Monitor;

/// <summary>What <c>monitor</c> tells of the microengines. An engine runs ahead of the XScale by at most the look-ahead window.</summary>
internal sealed class EngineMonitor(Microengine[] engines, Func<int, int, string>? sourceOf)
{
    private const int Contexts = 8;
    private const int AnySignal = 0x1_0000;
    private const uint Signals = 0xfffe;

    // A context's registers by file: 16 each, twice as many with four contexts.
    private static readonly (string Name, OperandKind Kind, bool IsOut)[] Files =
    [
        ("a", OperandKind.GprA, false), ("b", OperandKind.GprB, false), ("$ in", OperandKind.SXfer, false),
        ("$ out", OperandKind.SXfer, true), ("$$ in", OperandKind.DXfer, false), ("$$ out", OperandKind.DXfer, true),
    ];

    public void AddTo(MonitorTable table)
    {
        table.Add("me", "me [N [CTX]]", "all microengines; the contexts of one; the registers of a context", Describe);
        table.Add("signals", "signals", "every sleeping context with the signals it has and awaits", _ => Sleepers());
    }

    private string Describe(string[] words)
    {
        if (words.Length == 0)
        {
            return string.Concat(engines.Select(Line));
        }

        Microengine engine = engines[Number(words[0], engines.Length, "microengine")];
        return words.Length == 1
            ? string.Concat(Enumerable.Range(0, Contexts).Where(c => Exists(engine, c)).Select(c => ContextLine(engine, c)))
            : Registers(engine, Number(words[1], Contexts, "context"));
    }

    private static int Number(string word, int count, string what) =>
        int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number < count
            ? number
            : throw new FormatException($"'{word}' is not a {what} from 0 to {count - 1}");

    private static uint Enables(Microengine engine) => engine.Debug.ReadCsr(LocalCsr.CtxEnables);

    private static bool HasFourContexts(Microengine engine) => (Enables(engine) & CtxEnablesBits.FourContexts) != 0;

    private static bool Exists(Microengine engine, int context) => !HasFourContexts(engine) || (context & 1) == 0;

    private static bool IsEnabled(Microengine engine, int context) =>
        (Enables(engine) >> (CtxEnablesBits.ContextShift + context) & 1) != 0;

    private static string Line(Microengine engine)
    {
        string state = engine.Fault is { } fault ? $"fault: {fault}"
            : (Enables(engine) & CtxEnablesBits.Contexts) == 0 ? "stopped"
            : engine.Debug.RunningContext is >= 0 and int context ? $"context {context} at {engine.Debug.ProgramCounter(context)}"
            : engine.IsAsleep ? "asleep"
            : "choosing";
        return $"me{engine.Index} (0x{engine.Number:x2}) contexts 0x{Enables(engine) >> CtxEnablesBits.ContextShift & 0xff:x2} enabled, " +
            $"{engine.Counters.Instructions} instructions, {state}\n";
    }

    private static string State(Microengine engine, int context)
    {
        if (!IsEnabled(engine, context))
        {
            return "off";
        }

        if (engine.Debug.RunningContext == context)
        {
            return "active";
        }

        (uint present, uint awaited) = engine.Debug.Events(context);
        bool isReady = (awaited & AnySignal) != 0 ? (awaited & (present | 1) & 0xffff) != 0 : (awaited & ~(present | 1) & 0xffff) == 0;
        return isReady ? "ready" : "sleeps";
    }

    private static string Names(uint signals)
    {
        string names = string.Join(',', Enumerable.Range(1, 15).Where(i => (signals >> i & 1) != 0));
        return names.Length == 0 ? "-" : names;
    }

    private string ContextLine(Microengine engine, int context)
    {
        (uint present, uint awaited) = engine.Debug.Events(context);
        int pc = engine.Debug.ProgramCounter(context);
        string source = sourceOf?.Invoke(engine.Index, pc) ?? "";
        return $"{context}: {State(engine, context),-6} pc {pc,4} has {Names(present & Signals)} awaits " +
            $"{((awaited & AnySignal) != 0 ? "any of " : "")}{Names(awaited & Signals)} {source}".TrimEnd() + "\n";
    }

    private string Registers(Microengine engine, int context)
    {
        if (!Exists(engine, context))
        {
            throw new FormatException($"me{engine.Index} runs four contexts, 0, 2, 4 and 6");
        }

        StringBuilder text = new(ContextLine(engine, context));
        int count = HasFourContexts(engine) ? 32 : 16;
        foreach ((string name, OperandKind kind, bool isOut) in Files)
        {
            for (int i = 0; i < count; i++)
            {
                Operand register = new(kind, (ushort)i);
                uint value = isOut ? engine.Debug.ReadOutRegister(register, context) : engine.Debug.ReadRegister(register, context);
                text.Append(i % 8 == 0 ? $"{(i == 0 ? name : ""),-7}{i,2}:" : "").Append($" {value:x8}").Append(i % 8 == 7 ? "\n" : "");
            }
        }

        return text.ToString();
    }

    private string Sleepers()
    {
        StringBuilder text = new();
        foreach (Microengine engine in engines)
        {
            for (int context = 0; context < Contexts; context++)
            {
                if (Exists(engine, context) && State(engine, context) == "sleeps")
                {
                    text.Append($"me{engine.Index} {ContextLine(engine, context)}");
                }
            }
        }

        return text.Length == 0 ? "no context sleeps\n" : text.ToString();
    }
}
