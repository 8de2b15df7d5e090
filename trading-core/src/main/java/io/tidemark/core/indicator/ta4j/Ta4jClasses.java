package io.tidemark.core.indicator.ta4j;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** The indicator classes of ta4j 0.22.2, all of them; a test holds the list against the library. */
final class Ta4jClasses {

  private static final String ROOT = "org.ta4j.core.indicators";

  /** A package below the root, a colon, and its classes; {@code .} is the root. */
  private static final String NAMES =
      """
      .:
        KalmanFilterIndicator
        ATRIndicator AccelerationDecelerationIndicator AwesomeOscillatorIndicator CCIIndicator
        CMOIndicator ChandelierExitLongIndicator ChandelierExitShortIndicator ChopIndicator
        ConnorsRSIIndicator CoppockCurveIndicator DPOIndicator DistanceFromMAIndicator
        FisherIndicator IntraDayMomentumIndexIndicator KRIIndicator KSTIndicator MACDIndicator
        MACDVIndicator MassIndexIndicator NetMomentumIndicator PPOIndicator PVOIndicator
        ParabolicSarIndicator RAVIIndicator ROCIndicator RSIIndicator RWIHighIndicator
        RWILowIndicator RecentFractalSwingHighIndicator RecentFractalSwingLowIndicator
        SchaffTrendCycleIndicator SqueezeProIndicator StochasticIndicator
        StochasticOscillatorDIndicator StochasticOscillatorKIndicator StochasticRSIIndicator
        SwingPointMarkerIndicator TrueStrengthIndexIndicator UlcerIndexIndicator
        WilliamsRIndicator
      adx:
        ADXIndicator DXIndicator MinusDIIndicator MinusDMIndicator PlusDIIndicator
        PlusDMIndicator
      aroon:
        AroonDownIndicator AroonOscillatorIndicator AroonUpIndicator
      averages:
        ATMAIndicator DMAIndicator DoubleEMAIndicator EDMAIndicator EMAIndicator HMAIndicator
        JMAIndicator KAMAIndicator KiJunV2Indicator LSMAIndicator LWMAIndicator
        MCGinleyMAIndicator MMAIndicator SGMAIndicator SMAIndicator SMMAIndicator TMAIndicator
        TripleEMAIndicator VIDYAIndicator VWMAIndicator WMAIndicator WildersMAIndicator
        ZLEMAIndicator
      bollinger:
        BollingerBandWidthIndicator BollingerBandsLowerIndicator BollingerBandsMiddleIndicator
        BollingerBandsUpperIndicator PercentBIndicator
      candles:
        BearishEngulfingIndicator BearishHaramiIndicator BearishKickerIndicator
        BearishMarubozuIndicator BullishEngulfingIndicator BullishHaramiIndicator
        BullishKickerIndicator BullishMarubozuIndicator DarkCloudIndicator DojiIndicator
        EveningStarIndicator HammerIndicator HangingManIndicator InvertedHammerIndicator
        LowerShadowIndicator MorningStarIndicator PiercingIndicator RealBodyIndicator
        ShootingStarIndicator ThreeBlackCrowsIndicator ThreeInsideDownIndicator
        ThreeInsideUpIndicator ThreeWhiteSoldiersIndicator UpperShadowIndicator
      donchian:
        DonchianChannelLowerIndicator DonchianChannelMiddleIndicator
        DonchianChannelUpperIndicator
      elliott:
        ElliottChannelIndicator ElliottConfluenceIndicator ElliottInvalidationIndicator
        ElliottInvalidationLevelIndicator ElliottPhaseIndicator ElliottProjectionIndicator
        ElliottRatioIndicator ElliottScenarioIndicator ElliottSwingIndicator
        ElliottTrendBiasIndicator ElliottWaveCountIndicator
      helpers:
        AmountIndicator AverageIndicator BooleanTransformIndicator CloseLocationValueIndicator
        ClosePriceDifferenceIndicator ClosePriceIndicator ClosePriceRatioIndicator
        CombineIndicator ConstantIndicator ConvergenceDivergenceIndicator CrossIndicator
        DateTimeIndicator DifferenceIndicator DifferencePercentageIndicator
        FixedBooleanIndicator FixedIndicator FixedNumIndicator GainIndicator
        HighPriceIndicator HighestValueIndicator LossIndicator LowPriceIndicator
        LowestValueIndicator MedianPriceIndicator NumIndicator OpenPriceIndicator
        PercentRankIndicator PercentageChangeIndicator PreviousValueIndicator
        RunningTotalIndicator StreakIndicator SumIndicator TRIndicator TradeCountIndicator
        TypicalPriceIndicator UnstableIndicator VolumeIndicator
      ichimoku:
        IchimokuChikouSpanIndicator IchimokuKijunSenIndicator IchimokuLineIndicator
        IchimokuSenkouSpanAIndicator IchimokuSenkouSpanBIndicator IchimokuTenkanSenIndicator
      keltner:
        KeltnerChannelLowerIndicator KeltnerChannelMiddleIndicator
        KeltnerChannelUpperIndicator
      numeric:
        BinaryOperationIndicator NumericIndicator UnaryOperationIndicator
      pivotpoints:
        DeMarkPivotPointIndicator DeMarkReversalIndicator FibonacciReversalIndicator
        PivotPointIndicator StandardReversalIndicator
      renko:
        RenkoDownIndicator RenkoUpIndicator RenkoXIndicator
      statistics:
        CorrelationCoefficientIndicator CovarianceIndicator MeanDeviationIndicator
        PearsonCorrelationIndicator PeriodicalGrowthRateIndicator SigmaIndicator
        SimpleLinearRegressionIndicator StandardDeviationIndicator StandardErrorIndicator
        VarianceIndicator
      supertrend:
        SuperTrendIndicator SuperTrendLowerBandIndicator SuperTrendUpperBandIndicator
      supportresistance:
        TrendLineResistanceIndicator TrendLineSupportIndicator
      trend:
        DownTrendIndicator UpTrendIndicator
      volume:
        AccumulationDistributionIndicator ChaikinMoneyFlowIndicator ChaikinOscillatorIndicator
        IIIIndicator MVWAPIndicator MoneyFlowIndexIndicator NVIIndicator
        OnBalanceVolumeIndicator PVIIndicator ROCVIndicator
        RelativeVolumeStandardDeviationIndicator TimeSegmentedVolumeIndicator VWAPIndicator
      zigzag:
        RecentZigZagSwingHighIndicator RecentZigZagSwingLowIndicator ZigZagPivotHighIndicator
        ZigZagPivotLowIndicator ZigZagStateIndicator
      """;

  private Ta4jClasses() {}

  /** The classes' full names by their simple ones. */
  static SortedMap<String, String> bySimpleName() {
    SortedMap<String, String> all = new TreeMap<>();
    String place = ROOT;
    for (String word : NAMES.strip().split("\\s+")) {
      if (word.endsWith(":")) {
        String below = word.substring(0, word.length() - 1);
        place = below.equals(".") ? ROOT : ROOT + "." + below;
      } else {
        all.put(word, place + "." + word);
      }
    }
    return Collections.unmodifiableSortedMap(all);
  }
}
