using IxpSvnic.Chip.Microengines;
using IxpSvnic.Microcode.Instructions;
using IxpSvnic.Microcode.Tests.Vectors;

namespace IxpSvnic.Chip.Tests.Microengines;

[TestClass]
public sealed class SemanticVectorTests
{
    [TestMethod]
    public void Every_semantic_vector_holds()
    {
        List<string> failures = [];
        foreach (SemanticVector vector in SemanticVector.ReadAll())
        {
            failures.AddRange(Check(vector));
        }

        Assert.IsEmpty(failures, string.Join('\n', failures));
    }

    private static IEnumerable<string> Check(SemanticVector vector)
    {
        Microengine engine = new(0, new Ixp2400Timing());
        for (int address = 0; address < 4096; address++)
        {
            engine.Debug.WriteStore(address, address < vector.Words.Length ? vector.Words[address] : Assembly.Nop);
        }

        engine.Debug.WriteCsr(LocalCsr.CtxEnables, 0x100);
        engine.Debug.WriteCsr(LocalCsr.CtxArbCntl, 1);
        foreach (SemanticAssignment assignment in vector.Setup)
        {
            Set(engine, assignment);
        }

        long limit = 0;
        while (engine.Executed < vector.Words.Length && limit < 500)
        {
            limit += engine.CycleTicks;
            engine.Run(limit, long.MaxValue);
        }

        int pc = engine.Debug.ProgramCounter(0);
        long lost = engine.Lost;
        engine.Run(limit + (20 * engine.CycleTicks), long.MaxValue);
        foreach (SemanticAssignment expected in vector.Expected)
        {
            string actual = Get(engine, expected, pc, lost);
            if (actual != (expected.Name == "nzvc" ? expected.Text : $"0x{expected.Number:x}"))
            {
                yield return $"{vector}: {expected}, is {actual}";
            }
        }
    }

    private static void Set(Microengine engine, SemanticAssignment assignment)
    {
        MicroengineDebugPort debug = engine.Debug;
        string name = assignment.Name;
        if (name == "nzvc")
        {
            debug.WriteConditionCodes(Convert.ToUInt32(assignment.Text, 2));
        }
        else if (name.StartsWith("csr.", StringComparison.Ordinal))
        {
            debug.WriteCsr(LocalCsrs.Number(name[4..]), assignment.Number);
            if (name == "csr.NN_PUT")
            {
                engine.State.NnVisiblePut = assignment.Number;
            }
        }
        else if (name.StartsWith("input.", StringComparison.Ordinal))
        {
            Assert.IsTrue(InputStates.TryParse(name[6..], out int state));
            engine.State.InputStates |= assignment.Number << state;
        }
        else if (name.StartsWith("lm[", StringComparison.Ordinal))
        {
            debug.WriteLocalMemory(int.Parse(name[3..^1]), assignment.Number);
        }
        else if (name is "signals" or "wakeup")
        {
            debug.WriteCsr(LocalCsr.CsrCtxPointer, 0);
            debug.WriteCsr(
                name == "signals" ? LocalCsr.IndirectCtxSigEvents : LocalCsr.IndirectCtxWakeupEvents,
                assignment.Number);
            if (name == "wakeup")
            {
                // The context runs although it awaits something: it is past its wake-up.
                engine.State.Running = 0;
            }
        }
        else if (name.EndsWith(".out", StringComparison.Ordinal))
        {
            debug.WriteOutRegister(Register(name), 0, assignment.Number);
        }
        else
        {
            debug.WriteRegister(Register(name), 0, assignment.Number);
        }
    }

    private static string Get(Microengine engine, SemanticAssignment expected, int pc, long lost)
    {
        MicroengineDebugPort debug = engine.Debug;
        string name = expected.Name;
        if (name == "nzvc")
        {
            string flags = Convert.ToString(debug.ConditionCodes, 2).PadLeft(4, '0');
            return string.Concat(flags.Select((flag, i) => expected.Text[i] == '-' ? '-' : flag));
        }

        uint value = name switch
        {
            "signals" => debug.Events(0).Present & 0xfffe,
            "signals1" => debug.Events(1).Present & 0xfffe,
            "wakeup" => debug.Events(0).Awaited,
            "asleep" => engine.IsAsleep ? 1u : 0,
            "pc" => (uint)pc,
            "lost" => (uint)lost,
            _ when name.StartsWith("csr.", StringComparison.Ordinal) => debug.ReadCsr(LocalCsrs.Number(name[4..])),
            _ when name.StartsWith("lm[", StringComparison.Ordinal) => debug.ReadLocalMemory(int.Parse(name[3..^1])),
            _ when name.EndsWith(".out", StringComparison.Ordinal) => debug.ReadOutRegister(Register(name), 0),
            _ => debug.ReadRegister(Register(name), 0),
        };
        return $"0x{value:x}";
    }

    private static Operand Register(string name)
    {
        string text = name.Replace(".in", "", StringComparison.Ordinal).Replace(".out", "", StringComparison.Ordinal);
        return OperandText.TryParse(text, out Operand operand) ? operand : throw new FormatException(name);
    }
}
