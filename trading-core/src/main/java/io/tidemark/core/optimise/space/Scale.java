package io.tidemark.core.optimise.space;

/** How the values of a range are spread over it. */
public enum Scale {
  /** Equal distances are equally likely. */
  LINEAR {
    @Override
    double forward(double value) {
      return value;
    }

    @Override
    double back(double place) {
      return place;
    }
  },
  /** Equal ratios are equally likely: as many draws from 1 to 10 as from 10 to 100. */
  LOG {
    @Override
    double forward(double value) {
      return StrictMath.log(value);
    }

    @Override
    double back(double place) {
      return StrictMath.exp(place);
    }
  };

  abstract double forward(double value);

  abstract double back(double place);

  /** The place of a value between two others, from 0 to 1. */
  double unit(double low, double high, double value) {
    double place = (forward(value) - forward(low)) / (forward(high) - forward(low));
    return Math.clamp(place, 0.0, 1.0);
  }

  /** The value at a place between two others. */
  double value(double low, double high, double unit) {
    double begin = forward(low);
    return back(begin + unit * (forward(high) - begin));
  }
}
