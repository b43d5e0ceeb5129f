using IxpSvnic.Chip.Microengines;
using IxpSvnic.Sim.Frames;

namespace IxpSvnic.Machine.Reporting;

/// <summary>Lists what had not finished when a run ended early: frames by their last hop, contexts by what they wait for.</summary>
internal sealed class StuckList(SvNicMachine machine)
{
    private const int MostFrames = 64;

    public List<StuckItem> Items()
    {
        List<StuckItem> items = [];
        if (machine.Watch.Fault is { } fault)
        {
            items.Add(new StuckItem("firmware", fault));
        }

        AddFrames(items);
        foreach (Microengine engine in machine.Chip.Engines)
        {
            AddContexts(items, engine);
        }

        return items;
    }

    private void AddFrames(List<StuckItem> items)
    {
        FrameLedger ledger = machine.Ledger;
        for (int tag = 1; tag < ledger.TagLimit && items.Count < MostFrames; tag++)
        {
            if (ledger.IsInUse(tag) && ledger[tag].Outstanding > 0)
            {
                items.Add(new StuckItem(
                    LastHop(in ledger[tag]),
                    $"frame {ledger[tag].Number}, {ledger[tag].Length} bytes, {ledger[tag].Outstanding} copies outstanding"));
            }
        }
    }

    private static string LastHop(in FrameRecord record)
    {
        int last = 0;
        for (int hop = 0; hop < Enum.GetValues<Hop>().Length; hop++)
        {
            if (record.Times[hop] > record.Times[last])
            {
                last = hop;
            }
        }

        return ((Hop)last).ToString();
    }

    private static void AddContexts(List<StuckItem> items, Microengine engine)
    {
        uint enables = engine.Debug.ReadCsr(0x18 >> 2) >> 8 & 0xff;
        for (int context = 0; context < 8; context++)
        {
            if ((enables >> context & 1) == 0)
            {
                continue;
            }

            (uint present, uint awaited) = engine.Debug.Events(context);
            uint missing = awaited & ~present & 0xfffe;
            if (missing != 0)
            {
                List<int> signals = [];
                for (int signal = 1; signal < 16; signal++)
                {
                    if ((missing >> signal & 1) != 0)
                    {
                        signals.Add(signal);
                    }
                }

                items.Add(new StuckItem(
                    $"me{engine.Index} context {context}",
                    $"at {engine.Debug.ProgramCounter(context)} waits for signal {string.Join(", ", signals)}"));
            }
        }
    }
}
