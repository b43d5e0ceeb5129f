using IxpSvnic.Chip.Interconnect;
using IxpSvnic.Chip.Microengines;
using IxpSvnic.Chip.Shac.Cap;

namespace IxpSvnic.Chip;

/// <summary>
/// What the global control CSRs do to other units. IXP_RESET_0: bit 0 holds the XScale, bit 7 the MSF, bit 16 resets the whole chip
/// and bit 24 lets the watchdog do so. MISC_CONTROL: bit 7 lets all engines' timestamps count, bit 8 takes the boot flash away from
/// address 0. IXP_RESET_1 resets microengines, at both edges of their bits. *Not modelled:* the other resets.
/// </summary>
internal sealed class ChipControl(Ixp2400 chip) : IGlobalControlListener
{
    private const int MiscControl = 0x04;
    private const int Reset0 = 0x0c;
    private const int Reset1 = 0x10;
    private const uint TimestampEnable = 1 << 7;
    private const uint FlashAliasDisable = 1 << 8;
    private const uint XscaleReset = 1;
    private const uint MsfReset = 1 << 7;
    private const uint ResetAll = 1 << 16;
    private const uint WatchdogEnable = 1 << 24;

    private uint Reset0Value => chip.Cap.Registers.Bank.At(CapRegisters.GlobalControl + Reset0)!.Value;

    /// <inheritdoc/>
    public void OnGlobalControl(int offset, uint value, uint before)
    {
        uint changed = value ^ before;
        switch (offset)
        {
            case Reset0:
                if ((changed & XscaleReset) != 0)
                {
                    chip.Xscale.Gasket.HoldInReset((value & XscaleReset) != 0);
                }

                if ((changed & value & MsfReset) != 0)
                {
                    chip.Msf.Reset();
                }

                if ((changed & value & ResetAll) != 0)
                {
                    chip.ResetRequested?.Invoke();
                }

                break;
            case Reset1:
                TellEngines(LocalCsr.Reset, EngineBits(changed), onlyOnes: true);
                break;
            case MiscControl:
                chip.Xscale.Gasket.IsFlashAliased = (value & FlashAliasDisable) == 0;
                if ((changed & TimestampEnable) != 0)
                {
                    TellEngines(LocalCsr.TimestampEnable, (value & TimestampEnable) != 0 ? uint.MaxValue : 0);
                }

                break;
        }
    }

    /// <summary>Timer 4 has run out while TWDE is set.</summary>
    public void OnWatchdog()
    {
        if ((Reset0Value & WatchdogEnable) != 0)
        {
            chip.ResetRequested?.Invoke();
        }
    }

    // IXP_RESET_1 goes by the engines' numbers, bits 3:0 and 19:16.
    private static uint EngineBits(uint numbers) => (numbers & 0xf) | (numbers >> 12 & 0xf0);

    // Bit n is for the engine of index n.
    private void TellEngines(int csr, uint bits, bool onlyOnes = false)
    {
        for (int engine = 0; engine < Ixp2400.EngineCount; engine++)
        {
            if (onlyOnes && (bits >> engine & 1) == 0)
            {
                continue;
            }

            chip.Fabric.Deliver(
                new MeDelivery
                {
                    Time = chip.Fabric.Events.Now + chip.Fabric.Timing.InboundTicks,
                    Kind = MeDeliveryKind.CsrWrite,
                    Me = (byte)engine,
                    Argument = (uint)csr,
                    Count = 1,
                },
                [bits >> engine & 1]);
        }
    }
}
